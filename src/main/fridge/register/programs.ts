/** The programs a clinic's units are kept by: as shipped, or as the clinic changed them. Cold-chain notes 2.11 and 3.3. */
import type { ProgramCard, ProgramToSave } from '../../../preload/contract.ts';
import { Refusal } from '../../refusal.ts';
import { writeAudit } from '../../storage/audit.ts';
import { type Db, transaction } from '../../storage/open.ts';
import { insertProgramVersion, type ProgramVersion, programVersions } from '../../storage/program-profiles.ts';
import { ulid } from '../../storage/ulid.ts';
import { rangeOf, storageKinds } from '../limit-basis.ts';
import { type ProgramProfile, programProfiles } from '../profiles.ts';

interface Program {
  profile: ProgramProfile;
  changed: ProgramCard['changed'];
}

/** All, those shipped first. `at`: as they stood then, an ISO time; null: now. */
function programsAt(db: Db, at: string | null): Program[] {
  const versions = new Map(programVersions(db, at ?? endOfTime).map((version) => [version.id, version]));
  const shipped = programProfiles.map((profile) => {
    const version = versions.get(profile.id);
    versions.delete(profile.id);
    return version === undefined ? { profile, changed: null } : asChanged(version);
  });
  return [...shipped, ...[...versions.values()].map(asChanged)];
}

/** Later than any time that is written down. */
const endOfTime = '9999';

function asChanged({ id, profile, savedBy, savedAt }: ProgramVersion): Program {
  return { profile: { ...(JSON.parse(profile) as ProgramToSave), id }, changed: { by: savedBy, at: savedAt } };
}

/** undefined: there is none. `at`: as it stood then, an ISO time; null: now. */
export function programById(db: Db, id: string, at: string | null = null): ProgramProfile | undefined {
  return programsAt(db, at).find(({ profile }) => profile.id === id)?.profile;
}

export function programCards(db: Db): ProgramCard[] {
  return programsAt(db, null).map(cardOf);
}

/** Writes a new version; the earlier ones stay. */
export function saveProgram(
  db: Db,
  { id, ...program }: ProgramToSave & { id: string | null },
  { person, at }: { person: { id: string }; at: Date },
): ProgramCard {
  const present = programsAt(db, null);
  const before = present.find(({ profile }) => profile.id === id) ?? null;
  if (id !== null && before === null) throw new Refusal('fridge-unknown');
  const sameName = (label: string) => label.localeCompare(program.label, 'en', { sensitivity: 'base' }) === 0;
  if (present.some(({ profile }) => profile.id !== id && sameName(profile.label))) throw new Refusal('fridge-name-taken', program.label);
  return transaction(db, () => {
    const kept = id ?? ulid(at);
    insertProgramVersion(db, { id: kept, profile: JSON.stringify(program) }, person.id, at);
    const action = before === null ? 'fridge.program-added' : 'fridge.program-changed';
    const detail = { before: before === null ? null : toSave(before.profile), after: program };
    writeAudit(db, { at, personId: person.id, action, subjectKind: 'program', subjectId: kept, detail });
    return cardOf(programsAt(db, null).find(({ profile }) => profile.id === kept)!);
  });
}

const ranges = Object.fromEntries(
  storageKinds.map((kind) => [kind, { C: rangeOf(kind, 'C'), F: rangeOf(kind, 'F') }]),
) as ProgramCard['ranges'];

function cardOf({ profile, changed }: Program): ProgramCard {
  const shipped = programProfiles.find(({ id }) => id === profile.id);
  return { ...profile, changed, shipped: shipped === undefined ? null : toSave(shipped), ranges };
}

function toSave({ id: _id, ...said }: ProgramProfile): ProgramToSave {
  return said;
}
