import type { DeviceCard, Measurement, Rooming } from '../../../preload/contract.ts';
import { ageWords } from './age.ts';
import glassStyles from './glass.module.css';
import { Marks } from './Marks.tsx';
import { keyWords, numberOf, qualifierWords, unitOf } from './shown.ts';
import { troubleOf } from './trouble.ts';

type SmallKey = 'temperature' | 'respiratoryRate' | 'weight' | 'height' | 'painScore';

const labels: Readonly<Record<SmallKey, { name: string; unit: string; waiting: string; act: string }>> = {
  temperature: { name: 'Temp', unit: '°F', waiting: 'Not taken yet', act: 'Type' },
  respiratoryRate: { name: 'Resp', unit: '/min', waiting: 'Not counted yet', act: 'Count' },
  weight: { name: 'Weight', unit: 'kg', waiting: 'Not measured yet', act: 'Type' },
  height: { name: 'Height', unit: 'cm', waiting: 'Not measured yet', act: 'Type' },
  painScore: { name: 'Pain', unit: '0–10', waiting: 'Not asked yet', act: 'Type' },
};

interface SmallTileProps {
  name: SmallKey;
  measurement: Measurement | null;
  device: DeviceCard | null;
  devices: readonly DeviceCard[];
  last: Rooming['lastVisit'][number] | null;
  connected: boolean;
  now: number;
  onType: () => void;
}

export function SmallTile({ name, measurement, device, devices, last, connected, now, onType }: SmallTileProps) {
  const label = labels[name];
  const absent = measurement === null;
  const trouble = device === null || measurement?.how !== 'continuous' ? null : troubleOf(device, now);
  const isStale = !connected || trouble !== null;
  return (
    <section
      className={`${glassStyles.tile} ${glassStyles.small} ${name === 'temperature' ? glassStyles.temperature : ''} ${isStale ? glassStyles.stale : ''}`}
      aria-label={keyWords[name]}
    >
      <div className={glassStyles.tileHead}>
        {label.name}{' '}
        <span className={glassStyles.unit}>{absent ? label.unit : name === 'painScore' ? '0–10' : unitOf(measurement.values[0])}</span>
        {measurement !== null && <Marks measurement={measurement} />}
      </div>
      {absent ? (
        <div className={glassStyles.smallNothing}>
          <span className={`${glassStyles.number} ${glassStyles.nothing}`}>—</span>
          <button type="button" className={glassStyles.tileAct} onClick={onType} aria-label={`${keyWords[name]}: ${label.act}`}>
            {label.act}
          </button>
        </div>
      ) : (
        <div className={glassStyles.number}>{numberOf(measurement.values[0])}</div>
      )}
      <div className={glassStyles.smallFoot}>
        {absent && waitingLines(name, devices, last, now).map((line) => <span key={line}>{line}</span>)}
        {!absent && (
          <>
            <span>
              <b>{sourceShort(measurement, device)}</b>
              {measurement.source === 'device' ? '' : ` ${lowerFirst(qualifierWords(measurement.qualifiers))}`}
            </span>
            <span>{!connected ? 'Not connected' : (trouble?.short ?? ageWords(measurement.measuredAt, now))}</span>
          </>
        )}
      </div>
    </section>
  );
}

function sourceShort(measurement: Measurement, device: DeviceCard | null): string {
  if (measurement.source === 'typed') return 'Typed';
  if (measurement.source === 'counted') return 'Counted';
  return device?.label ?? measurement.deviceLabel ?? 'Computed';
}

/** What is awaited, from which device, or why it does not come; and what it was at the last visit. At most two lines. */
function waitingLines(name: SmallKey, devices: readonly DeviceCard[], last: SmallTileProps['last'], now: number): string[] {
  const giving = devices.filter(({ gives, device }) => gives.includes(name) && (name !== 'weight' || device === 'scale'));
  const well = giving.find((one) => troubleOf(one, now) === null);
  if (well === undefined && giving.length > 0) {
    const trouble = troubleOf(giving[0]!, now)!.short;
    return last === null ? [trouble] : [trouble, `Last visit ${last.words}`];
  }
  if (last !== null) return [`Last visit ${last.words}`, last.on];
  return [well !== undefined && well.device === 'scale' ? `Waiting for the ${lowerFirst(well.shortLabel)}` : labels[name].waiting];
}

function lowerFirst(words: string): string {
  return words === '' ? '' : words[0]!.toLowerCase() + words.slice(1);
}
