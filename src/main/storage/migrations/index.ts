import type { Migration } from '../migrate.ts';
import { migration001 } from './001-people-and-audit.ts';
import { migration002 } from './002-visits.ts';
import { migration003 } from './003-measurements.ts';
import { migration004 } from './004-signed.ts';
import { migration005 } from './005-outbox.ts';
import { migration006 } from './006-single-readings.ts';
import { migration007 } from './007-ekgs.ts';
import { migration008 } from './008-differing-patients.ts';
import { migration009 } from './009-taken-ekgs.ts';
import { migration010 } from './010-ekg-results.ts';
import { migration011 } from './011-device-identity.ts';
import { migration012 } from './012-fridge.ts';
import { migration013 } from './013-fridge-papers.ts';
import { migration014 } from './014-fridge-register.ts';
import { migration015 } from './015-fridge-checks.ts';
import { migration016 } from './016-incident-work.ts';
import { migration017 } from './017-known-pages.ts';
import { migration018 } from './018-program-profiles.ts';
import { migration019 } from './019-fridge-arrivals.ts';
import { migration020 } from './020-packed-files.ts';
import { migration021 } from './021-files-beside-ekgs.ts';

/** In order, forward only; a migration that has shipped is never edited. */
export const migrations: readonly Migration[] = [
  migration001,
  migration002,
  migration003,
  migration004,
  migration005,
  migration006,
  migration007,
  migration008,
  migration009,
  migration010,
  migration011,
  migration012,
  migration013,
  migration014,
  migration015,
  migration016,
  migration017,
  migration018,
  migration019,
  migration020,
  migration021,
];
