import type { DeviceCard, Measurement, Rooming } from '../../../preload/contract.ts';
import { ageWords } from './age.ts';
import glassStyles from './glass.module.css';
import { Marks } from './Marks.tsx';
import { keyWords, numberOf, qualifierWords, unitOf } from './shown.ts';

type SmallKey = 'temperature' | 'respiratoryRate' | 'weight' | 'height' | 'painScore';

const labels: Readonly<Record<SmallKey, { name: string; unit: string; waiting: string; act: string }>> = {
  temperature: { name: 'Temp', unit: '°F', waiting: 'Type it, or take it on the monitor', act: 'Type' },
  respiratoryRate: { name: 'Resp', unit: '/min', waiting: 'Not counted yet', act: 'Start 30 s timer' },
  weight: { name: 'Weight', unit: 'kg', waiting: 'Waiting for the scale', act: 'Type' },
  height: { name: 'Height', unit: 'cm', waiting: 'Not measured yet', act: 'Type' },
  painScore: { name: 'Pain', unit: '0–10', waiting: 'Not asked yet', act: 'Type' },
};

interface SmallTileProps {
  name: SmallKey;
  measurement: Measurement | null;
  device: DeviceCard | null;
  last: Rooming['lastVisit'][number] | null;
  connected: boolean;
  now: number;
  onType: () => void;
}

export function SmallTile({ name, measurement, device, last, connected, now, onType }: SmallTileProps) {
  const label = labels[name];
  const absent = measurement === null;
  return (
    <section
      className={`${glassStyles.tile} ${glassStyles.small} ${name === 'temperature' ? glassStyles.temperature : ''} ${connected ? '' : glassStyles.stale}`}
      aria-label={keyWords[name]}
    >
      <div className={glassStyles.tileHead}>
        {label.name}{' '}
        <span className={glassStyles.unit}>{absent ? label.unit : name === 'painScore' ? '0–10' : unitOf(measurement.values[0])}</span>
        {measurement !== null && <Marks measurement={measurement} />}
      </div>
      <div className={`${glassStyles.number} ${absent ? glassStyles.nothing : ''}`}>{absent ? '—' : numberOf(measurement.values[0])}</div>
      <div className={glassStyles.smallFoot}>
        {absent ? (
          <>
            <span>{last === null ? label.waiting : `Last visit ${last.words}, ${last.on}`}</span>
            <button type="button" className={glassStyles.tileAct} onClick={onType} aria-label={`${keyWords[name]}: ${label.act}`}>
              {label.act}
            </button>
          </>
        ) : (
          <>
            <span>
              <b>{sourceShort(measurement, device)}</b>
              {measurement.source === 'device' ? '' : ` ${qualifierWords(measurement.qualifiers).toLowerCase()}`}
            </span>
            <span>{connected ? ageWords(measurement.measuredAt, now) : 'Not connected'}</span>
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
