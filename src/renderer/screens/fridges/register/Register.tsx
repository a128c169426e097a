/** Units, loggers and programs: what stands where, its range, its stock, the certificate behind every number and what is reportable. */
import { Plus } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { Failure, Person, ProgramCard, RegisteredLogger, RegisteredUnit } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { Refusal } from '../../../ui/Refusal.tsx';
import { ScreenHead } from '../../../ui/ScreenHead.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { dayWords } from '../day-words.ts';
import { kindWords, rangeWords } from '../degrees.ts';
import shared from '../fridges.module.css';
import { noticeWords } from '../notice-words.ts';
import { LoggerForm } from './LoggerForm.tsx';
import { ProbeForm } from './ProbeForm.tsx';
import { ProgramForm } from './ProgramForm.tsx';
import { changedWords, ruleWords } from './program-words.ts';
import styles from './register.module.css';
import { certificateWords, minutesOf } from './register-words.ts';
import { UnitForm } from './UnitForm.tsx';

interface RegisterProps {
  person: Person;
  onBack: () => void;
}

interface Registered {
  units: RegisteredUnit[];
  loggers: RegisteredLogger[];
  programs: ProgramCard[];
}

type Editing =
  | { unit: RegisteredUnit | null }
  | { logger: RegisteredLogger | null }
  | { program: ProgramCard | null }
  | { probe: true }
  | null;

export function Register({ person, onBack }: RegisterProps) {
  const [known, setKnown] = useState<Registered | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [editing, setEditing] = useState<Editing>(null);
  const mayKeep = person.role === 'coordinator' || person.role === 'administrator';
  const reload = useCallback(() => {
    Promise.all([call('fridge.units', null), call('fridge.loggers', null), call('fridge.programs', null)]).then(
      ([units, loggers, programs]) => setKnown({ units, loggers, programs }),
      (thrown: Failure) => setFailure(thrown),
    );
  }, []);
  useEffect(reload, [reload]);
  const { act, busy, refusal } = useAct();
  const dropProbe = (serial: string) => void act(() => call('fridge.dropProbe', { serial })).then(reload);
  const done = () => {
    setEditing(null);
    reload();
  };
  const inUse = (known?.units ?? []).filter(({ retiredAt }) => retiredAt === null);
  return (
    <div className={shared.screen}>
      <ScreenHead
        title="Units and loggers"
        about={mayKeep ? '' : 'Kept by the vaccine coordinator'}
        aboutSize="body"
        acts={
          <>
            {mayKeep && (
              <>
                <Button onPress={() => setEditing({ unit: null })}>
                  <Plus aria-hidden="true" />
                  Register a unit
                </Button>
                <Button onPress={() => setEditing({ logger: null })}>
                  <Plus aria-hidden="true" />
                  Register a logger
                </Button>
                <Button isDisabled={inUse.length === 0} onPress={() => setEditing({ probe: true })}>
                  <Plus aria-hidden="true" />
                  Add a live probe
                </Button>
              </>
            )}
            <Button onPress={onBack}>Back to the fridges</Button>
          </>
        }
      />
      {failure !== null && <Refusal failure={failure} />}
      <div className={shared.register}>
        {known !== null && editing !== null && 'unit' in editing && (
          <UnitForm
            key={editing.unit?.id ?? 'new'}
            unit={editing.unit}
            programs={known.programs}
            onDone={done}
            onClose={() => setEditing(null)}
          />
        )}
        {known !== null && editing !== null && 'logger' in editing && (
          <LoggerForm
            key={editing.logger?.serial ?? 'new'}
            logger={editing.logger}
            units={inUse}
            onDone={done}
            onClose={() => setEditing(null)}
          />
        )}
        {editing !== null && 'program' in editing && (
          <ProgramForm key={editing.program?.id ?? 'new'} program={editing.program} onDone={done} onClose={() => setEditing(null)} />
        )}
        {editing !== null && 'probe' in editing && <ProbeForm units={inUse} onDone={done} onClose={() => setEditing(null)} />}
        {refusal}
        {known !== null && (
          <>
            <section aria-label="Units">
              <h2>Units</h2>
              {inUse.length === 0 && (
                <p className={shared.caption}>No unit yet. Register each refrigerator and freezer that holds vaccine.</p>
              )}
              <ul className={shared.rows}>
                {inUse.map((unit) => (
                  <UnitRow key={unit.id} unit={unit} onChange={mayKeep ? () => setEditing({ unit }) : null} />
                ))}
              </ul>
            </section>
            <section aria-label="Loggers">
              <h2>Loggers</h2>
              {known.loggers.length === 0 && (
                <p className={shared.caption}>No logger yet. One is added when its file is read, or by hand with its certificate.</p>
              )}
              <ul className={shared.rows}>
                {known.loggers.map((logger) => (
                  <LoggerRow
                    key={logger.serial}
                    logger={logger}
                    onChange={mayKeep ? () => setEditing({ logger }) : null}
                    onDrop={mayKeep && !busy ? dropProbe : null}
                  />
                ))}
              </ul>
            </section>
            <section aria-label="Programs">
              <div className={styles.head}>
                <h2>Programs</h2>
                {mayKeep && (
                  <Button onPress={() => setEditing({ program: null })}>
                    <Plus aria-hidden="true" />
                    Write a program
                  </Button>
                )}
              </div>
              <ul className={shared.rows}>
                {known.programs.map((program) => (
                  <ProgramRow key={program.id} program={program} onChange={mayKeep ? () => setEditing({ program }) : null} />
                ))}
              </ul>
            </section>
          </>
        )}
      </div>
    </div>
  );
}

function UnitRow({ unit, onChange }: { unit: RegisteredUnit; onChange: (() => void) | null }) {
  const hung = unit.loggers.filter(({ to }) => to === null);
  return (
    <li>
      <span>
        <b>{unit.name}</b>
        <small>{[unit.place, kindWords[unit.kind], rangeWords(unit), unit.contents].filter(Boolean).join(' · ')}</small>
        <small>
          {hung.length === 0 ? 'No logger' : hung.map(({ model, serial }) => `${model ?? 'Logger'} ${serial}`).join(', ')}
          {unit.lots.length > 0 && ` · ${unit.lots.length} ${unit.lots.length === 1 ? 'lot' : 'lots'}`}
        </small>
      </span>
      <span className={styles.tags}>
        {unit.notices.map(noticeWords).map(({ text, asks }) => (
          <Tag key={text} kind={asks ? 'ask' : 'plain'}>
            {text}
          </Tag>
        ))}
      </span>
      {onChange !== null && (
        <Button aria-label={`Change ${unit.name}`} onPress={onChange}>
          Change…
        </Button>
      )}
    </li>
  );
}

function ProgramRow({ program, onChange }: { program: ProgramCard; onChange: (() => void) | null }) {
  const { label, says, checkedOn, longestInterval, rules } = program;
  const facts = [`Guide read ${dayWords(checkedOn)}`, `a reading at least every ${longestInterval} min`, changedWords(program)];
  return (
    <li>
      <span>
        <b>{label}</b>
        <small>{says}</small>
        <small>{facts.filter((fact) => fact !== null).join(' · ')}</small>
        {rules.length > 0 && (
          <ul className={styles.saidRules}>
            {rules.map(ruleWords).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
      </span>
      {onChange !== null && (
        <Button aria-label={`Change ${label}`} onPress={onChange}>
          Change…
        </Button>
      )}
    </li>
  );
}

interface LoggerRowProps {
  logger: RegisteredLogger;
  onChange: (() => void) | null;
  /** Ends the polling of a probe. */
  onDrop: ((serial: string) => void) | null;
}

function LoggerRow({ logger, onChange, onDrop }: LoggerRowProps) {
  const { serial, model, isBackup, unitName, lastReadAt, buffer, probe, intervalSeconds } = logger;
  const every = intervalSeconds === null ? '' : `every ${minutesOf(intervalSeconds)} min`;
  const read = lastReadAt === null ? 'never read' : `read ${new Date(lastReadAt).toLocaleDateString('en-US')}`;
  return (
    <li>
      <span>
        <b>{`${model ?? 'Logger'} ${serial}`}</b>
        <small>{[unitName ?? 'Hangs nowhere', isBackup ? 'Backup' : '', every, buffer, read].filter(Boolean).join(' · ')}</small>
        <small>{probe === null ? certificateWords(logger) : `Polled at ${probe.port}. Not a program’s logger.`}</small>
      </span>
      {probe !== null && onDrop !== null && <Button onPress={() => onDrop(serial)}>Stop polling</Button>}
      {onChange !== null && (
        <Button aria-label={`Change logger ${serial}`} onPress={onChange}>
          Change…
        </Button>
      )}
    </li>
  );
}
