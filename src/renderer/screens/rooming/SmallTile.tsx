import type { DeviceCard, Measurement, Rooming } from '../../../preload/contract.ts';
import { ageWords } from './age.ts';
import glassStyles from './glass.module.css';
import { Marks } from './Marks.tsx';
import { keyWords, numberOf, qualifierWords, unitOf } from './shown.ts';
import { troubleOf } from './trouble.ts';

type SmallKey = 'temperature' | 'respiratoryRate' | 'weight' | 'height' | 'painScore';

const labels: Readonly<Record<SmallKey, { name: string; unit: string; waiting: string; act: string; say: string }>> = {
  temperature: { name: 'Temp', unit: '°F', waiting: 'Type it, or take it on the monitor', act: 'Type', say: 'Type' },
  respiratoryRate: { name: 'Resp', unit: '/min', waiting: 'Not counted yet', act: 'Count', say: 'Start 30 s timer' },
  weight: { name: 'Weight', unit: 'kg', waiting: 'Not measured yet', act: 'Type', say: 'Type' },
  height: { name: 'Height', unit: 'cm', waiting: 'Not measured yet', act: 'Type', say: 'Type' },
  painScore: { name: 'Pain', unit: '0–10', waiting: 'Not asked yet', act: 'Type', say: 'Type' },
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
          <button type="button" className={glassStyles.tileAct} onClick={onType} aria-label={`${keyWords[name]}: ${label.say}`}>
            {label.act}
          </button>
        </div>
      ) : (
        <div className={glassStyles.number}>{numberOf(measurement.values[0])}</div>
      )}
      <div className={glassStyles.smallFoot}>
        {absent ? (
          <>
            <span>{waitingWords(name, devices, now)}</span>
            {last !== null && (
              <span>
                Last {last.words}, {last.on}
              </span>
            )}
          </>
        ) : (
          <>
            <span>
              <b>{sourceShort(measurement, device)}</b>
              {measurement.source === 'device' ? '' : ` ${qualifierWords(measurement.qualifiers).toLowerCase()}`}
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

/** What is awaited, from which device; or why it does not come. */
function waitingWords(name: SmallKey, devices: readonly DeviceCard[], now: number): string {
  const giving = devices.filter(({ gives, device }) => gives.includes(name) && (name !== 'weight' || device === 'scale'));
  if (giving.length === 0) return labels[name].waiting;
  const well = giving.find((one) => troubleOf(one, now) === null);
  if (well === undefined) return `${giving[0]!.shortLabel}: ${troubleOf(giving[0]!, now)!.short.toLowerCase()}`;
  return name === 'weight' || name === 'height' ? `Waiting for the ${well.shortLabel.toLowerCase()}` : labels[name].waiting;
}
