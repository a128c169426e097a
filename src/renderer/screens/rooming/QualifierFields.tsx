/** Site, position, cuff, method, oxygen: what the field states beside a number. Only the ones that belong to this row. */
import { useState } from 'react';
import type { Measurement, Patient, Qualifiers, SheetKey } from '../../../preload/contract.ts';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import entryStyles from './entry.module.css';

export const siteChoices: Readonly<Partial<Record<SheetKey, readonly string[]>>> = {
  bloodPressure: ['left arm', 'right arm', 'left forearm', 'right forearm', 'left thigh', 'right thigh'],
  temperature: ['oral', 'temporal', 'tympanic', 'axillary', 'rectal'],
  spo2: ['finger', 'toe', 'ear lobe', 'forehead'],
};

const positions = [
  ['sitting', 'Sitting'],
  ['standing', 'Standing'],
  ['supine', 'Lying'],
] as const;
const cuffs = [
  ['small-adult', 'Small adult'],
  ['adult', 'Adult'],
  ['large-adult', 'Large adult'],
  ['thigh', 'Thigh'],
  ['child', 'Child'],
  ['neonatal', 'Neonatal'],
] as const;
const deliveries = [
  ['room-air', 'Room air'],
  ['nasal-cannula', 'Nasal cannula'],
  ['simple-mask', 'Simple mask'],
  ['non-rebreather', 'Non-rebreather'],
  ['other', 'Other'],
] as const;
export const methodChoices: Readonly<Partial<Record<SheetKey, readonly string[]>>> = {
  bloodPressure: ['oscillometry', 'auscultation', 'palpation'],
  height: ['standing', 'lying length', 'reported'],
  weight: ['measured', 'reported', 'estimated'],
  painScore: ['verbal scale', 'faces scale', 'FLACC'],
};

interface QualifierFieldsProps {
  sheetKey: SheetKey;
  measurement: Pick<Measurement, 'qualifiers'>;
  patient: Patient;
  /** `overrideReason` is given when a restricted limb was chosen all the same. */
  onChange: (qualifiers: Qualifiers, overrideReason: string | null) => void;
}

export function QualifierFields({ sheetKey, measurement, patient, onChange }: QualifierFieldsProps) {
  const { qualifiers } = measurement;
  const [blocked, setBlocked] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const set = (more: { [Name in keyof Qualifiers]: Qualifiers[Name] | undefined }) => onChange(stated({ ...qualifiers, ...more }), null);
  const chooseSite = (site: string) => (isRestricted(patient, site) ? setBlocked(site) : set({ site }));
  const sites = siteChoices[sheetKey];
  const methods = methodChoices[sheetKey];
  return (
    <div className={entryStyles.qualifiers}>
      {sites && (
        <Select
          label="Site"
          value={qualifiers.site ?? ''}
          options={withNone(sites.map((site) => [site, capital(site)]))}
          onChange={chooseSite}
        />
      )}
      {sheetKey === 'bloodPressure' && (
        <>
          <Select
            label="Position"
            value={qualifiers.position ?? ''}
            options={withNone(positions)}
            onChange={(position) => set({ position: position as never })}
          />
          <Select label="Cuff" value={qualifiers.cuff ?? ''} options={withNone(cuffs)} onChange={(cuff) => set({ cuff: cuff as never })} />
        </>
      )}
      {sheetKey === 'spo2' && <Oxygen qualifiers={qualifiers} set={set} />}
      {methods && (
        <Select
          label={sheetKey === 'painScore' ? 'Scale' : 'Method'}
          value={qualifiers.method ?? ''}
          options={withNone(methods.map((method) => [method, capital(method)]))}
          onChange={(method) => set({ method })}
        />
      )}
      {blocked !== null && (
        <div className={entryStyles.override}>
          <TextField label={`The chart says no blood pressure on the ${blocked}. Why is it used?`} value={reason} onChange={setReason} />
          <button
            type="button"
            disabled={reason.trim() === ''}
            onClick={() => {
              onChange({ ...qualifiers, site: blocked }, reason);
              setBlocked(null);
            }}
          >
            Use it, with this reason
          </button>
        </div>
      )}
    </div>
  );
}

function Oxygen({ qualifiers, set }: { qualifiers: Qualifiers; set: (more: { oxygen: Qualifiers['oxygen'] | undefined }) => void }) {
  const oxygen = qualifiers.oxygen;
  // As typed: "2." is on its way to 2.5, and is not made 2 under the person's hands.
  const [flow, setFlow] = useState(oxygen?.litersPerMinute == null ? '' : String(oxygen.litersPerMinute));
  const [percent, setPercent] = useState(oxygen?.percent == null ? '' : String(oxygen.percent));
  return (
    <>
      <Select
        label="Oxygen"
        value={oxygen?.delivery ?? ''}
        options={withNone(deliveries)}
        onChange={(delivery) => set({ oxygen: oxygenOf(delivery, flow, percent) })}
      />
      {oxygen !== undefined && oxygen.delivery !== 'room-air' && (
        <>
          <TextField
            label="L/min"
            inputMode="decimal"
            value={flow}
            problem={flow !== '' && upTo(flow, 100) === null ? 'Write 0 to 100.' : null}
            onChange={(text) => {
              setFlow(text);
              set({ oxygen: oxygenOf(oxygen.delivery, text, percent) });
            }}
          />
          <TextField
            label="% oxygen, if set"
            inputMode="decimal"
            value={percent}
            problem={percent !== '' && upTo(percent, 100) === null ? 'Write 21 to 100.' : null}
            onChange={(text) => {
              setPercent(text);
              set({ oxygen: oxygenOf(oxygen.delivery, flow, text) });
            }}
          />
        </>
      )}
    </>
  );
}

/** Room air has no flow; "not stated" is no oxygen at all. */
function oxygenOf(delivery: string, flow: string, percent: string): Qualifiers['oxygen'] {
  if (delivery === '') return undefined;
  if (delivery === 'room-air') return { delivery, litersPerMinute: null, percent: null };
  return { delivery: delivery as never, litersPerMinute: upTo(flow, 100), percent: upTo(percent, 100) };
}

function upTo(text: string, most: number): number | null {
  const number = readNumber(text);
  return number === null || number < 0 || number > most ? null : number;
}

export function isRestricted(patient: Patient, site: string): boolean {
  const side = site.startsWith('left') ? 'left-arm' : site.startsWith('right') ? 'right-arm' : null;
  if (side === null || !/arm/.test(site)) return false;
  return patient.limbRestriction === 'both-arms' || patient.limbRestriction === side;
}

/** Without what is "not stated": an empty word is none. */
function stated(qualifiers: { [Name in keyof Qualifiers]: Qualifiers[Name] | undefined }): Qualifiers {
  return Object.fromEntries(Object.entries(qualifiers).filter(([, value]) => value !== undefined && value !== '')) as Qualifiers;
}

function withNone(options: readonly (readonly [string, string])[]): { id: string; label: string }[] {
  return [{ id: '', label: 'Not stated' }, ...options.map(([id, label]) => ({ id, label }))];
}

function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1);
}

/** A typed number, or null: nothing there is not zero. */
export function readNumber(text: string): number | null {
  const number = Number(text.replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(number) ? null : number;
}
