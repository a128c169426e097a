import type { DeviceCard, Measurement, Rooming } from '../../../preload/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { ageWords, clockTime } from './age.ts';
import glassStyles from './glass.module.css';
import { Marks } from './Marks.tsx';
import { numberOf, qualifierWords, valueFor } from './shown.ts';
import { troubleOf } from './trouble.ts';

interface NibpTileProps {
  rooming: Rooming;
  measurement: Measurement | null;
  devices: readonly DeviceCard[];
  connected: boolean;
  now: number;
  onWhy: (deviceId: string) => void;
}

export function NibpTile({ rooming, measurement, devices, connected, now, onWhy }: NibpTileProps) {
  const cuffs = devices.filter(({ gives }) => gives.includes('systolic'));
  // A monitor is the room's cuff; another one beside it does not hide that it is silent.
  const main = cuffs.find(({ device }) => device === 'monitor') ?? cuffs[0] ?? null;
  const answering = main !== null && (main.state === 'answering' || main.state === 'waiting') ? main : null;
  const lost = answering === null ? main : null;
  const trouble = lost === null ? null : troubleOf(lost, now);
  const averaged = rooming.averaged;
  const step = averaged === null || averaged.phase === 'stopped' ? null : stepWords(averaged.readings.length, averaged.protocol.readings);
  const last = rooming.lastVisit.find(({ key }) => key === 'bloodPressure');
  return (
    <section className={`${glassStyles.tile} ${glassStyles.nibp}`} aria-label="Blood pressure">
      <div className={glassStyles.tileHead}>
        NIBP <span className={glassStyles.unit}>mm[Hg]</span>
        {step !== null && <Tag>{step}</Tag>}
        {measurement !== null && <Marks measurement={measurement} />}
      </div>
      {measurement === null ? (
        <>
          <div className={`${glassStyles.number} ${glassStyles.nothing}`} aria-hidden="true">
            —
          </div>
          <p className={glassStyles.waiting}>
            {trouble?.what ?? (cuffs.length === 0 ? 'No blood pressure monitor is connected.' : 'Waiting for the first reading.')}
          </p>
        </>
      ) : (
        <>
          <div className={glassStyles.number}>
            {numberOf(valueFor(measurement, 'systolic'))}
            <span className={glassStyles.slash}>/</span>
            {numberOf(valueFor(measurement, 'diastolic'))}
          </div>
          <div className={glassStyles.mean}>
            <span>
              MAP <b>{numberOf(valueFor(measurement, 'meanArterialPressure'))}</b>
            </span>
            <span>{qualifierWords(measurement.qualifiers)}</span>
          </div>
        </>
      )}
      {last !== undefined && (
        <p className={glassStyles.lastVisit}>
          Last visit {last.words}, {last.on}
        </p>
      )}
      <div className={glassStyles.tileFoot}>
        {measurement === null ? (
          <span>
            {trouble?.doThis ??
              (answering === null ? 'Type it, or connect a monitor in Devices.' : 'Press Start on the monitor when the rest is over.')}
            {answering !== null && (
              <span className={glassStyles.footSecond}>
                <b>{answering.shortLabel}</b>
              </span>
            )}
          </span>
        ) : lost !== null && trouble !== null ? (
          <b>
            {originOf(measurement)}, {clockTime(measurement.measuredAt)}. {trouble.short} since.
          </b>
        ) : (
          <>
            <b>{originOf(measurement)}</b>
            <span>
              <b>{connected ? ageWords(measurement.measuredAt, now) : 'Not connected'}</b> · {clockTime(measurement.measuredAt, true)}
            </span>
          </>
        )}
        {lost !== null && trouble !== null && <Button onPress={() => onWhy(lost.id)}>Why?</Button>}
      </div>
    </section>
  );
}

function stepWords(done: number, planned: number): string {
  if (done === 0) return 'Averaged BP on';
  return `Reading ${done} of ${Math.max(done, planned)}`;
}

function originOf({ source, deviceLabel, arithmetic }: Measurement): string {
  if (source === 'device') return deviceLabel ?? 'Device';
  if (source === 'computed' && arithmetic !== null) return arithmetic[0]!.toUpperCase() + arithmetic.slice(1);
  return 'Typed';
}
