/** Averaged blood pressure as the isoelectric line: flat while resting, up at each reading, dotted where it is still to come. */
import { useState } from 'react';
import type { AveragedBloodPressure, Measurement, Rooming } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { clockTime, countdown } from './age.ts';
import { BeginButtons } from './BeginButtons.tsx';
import { PostureList } from './PostureList.tsx';
import procedureStyles from './procedure.module.css';
import { shownNumber } from './shown.ts';
import { useAct } from './useAct.tsx';

export function AveragedStrip({ rooming, now }: { rooming: Rooming; now: number }) {
  const { act, refusal } = useAct();
  const [posture, setPosture] = useState(false);
  const averaged = rooming.averaged;
  const visitId = rooming.visit.id;
  const isOver = rooming.visit.closedAt !== null;
  return (
    <section className={procedureStyles.strip} aria-label="Averaged blood pressure">
      <div className={procedureStyles.stripWords}>
        <h2>Averaged BP</h2>
        <p>{protocolWords(averaged)}</p>
      </div>
      <div className={procedureStyles.stripLine}>
        {averaged === null ? <p className={procedureStyles.stripIdle}>Not started.</p> : <ReadingLine averaged={averaged} now={now} />}
      </div>
      <div className={procedureStyles.stripActs}>
        {averaged === null ? (
          <>
            <p className={procedureStyles.stripHint}>
              <b>Feet flat, back supported, arm at heart level, quiet.</b>
            </p>
            <BeginButtons visitId={visitId} isOver={isOver} act={act} />
          </>
        ) : averaged.signedAt !== null ? (
          <>
            <SignedAverage averaged={averaged} signedAt={averaged.signedAt} />
            <BeginButtons visitId={visitId} isOver={isOver} act={act} />
          </>
        ) : (
          <Progress averaged={averaged} visitId={visitId} now={now} act={act} onPosture={() => setPosture(true)} />
        )}
        {refusal}
      </div>
      {posture && <PostureList onClose={() => setPosture(false)} />}
    </section>
  );
}

function SignedAverage({ averaged, signedAt }: { averaged: AveragedBloodPressure; signedAt: string }) {
  const words = averaged.average?.arithmetic ?? '';
  return (
    <p className={procedureStyles.stripSigned}>
      <span>
        {words === '' ? '' : `${words[0]!.toUpperCase()}${words.slice(1)}, `}
        <b>signed {clockTime(signedAt)}</b>
      </span>
      <b>{averaged.average === null ? '—' : shownNumber(averaged.average)}</b>
    </p>
  );
}

interface ProgressProps {
  averaged: AveragedBloodPressure;
  visitId: string;
  now: number;
  act: ReturnType<typeof useAct>['act'];
  onPosture: () => void;
}

function Progress({ averaged, visitId, now, act, onPosture }: ProgressProps) {
  if (averaged.average !== null && (averaged.phase === 'done' || averaged.phase === 'stopped')) {
    return (
      <>
        <p className={procedureStyles.stripCount}>
          <b className={procedureStyles.stripBig}>{shownNumber(averaged.average)}</b>
          <span>{averaged.average.arithmetic ?? 'average'}</span>
        </p>
        <div className={procedureStyles.stripButtons}>
          <Button onPress={() => act(() => call('averaged.oneMore', { visitId }))}>One more</Button>
          {averaged.protocol.dropFirst && averaged.readings.length > 1 && (
            <Button onPress={() => act(() => call('averaged.useAll', { visitId, useAll: !averaged.useAll }))}>
              {averaged.useAll ? 'Drop the first' : `Use all ${averaged.readings.length}`}
            </Button>
          )}
        </div>
      </>
    );
  }
  return (
    <>
      <p className={procedureStyles.stripCount} role="timer">
        <b className={procedureStyles.stripBig}>{averaged.countdownEndsAt === null ? '—' : countdown(averaged.countdownEndsAt, now)}</b>
        <span>{nextWords(averaged, now)}</span>
      </p>
      <div className={procedureStyles.stripButtons}>
        {averaged.phase === 'rest' ? (
          <Button onPress={() => act(() => call('averaged.skipRest', { visitId }))}>Skip rest</Button>
        ) : (
          <Button onPress={() => act(() => call('averaged.stop', { visitId }))}>Stop here</Button>
        )}
        {averaged.phase === 'rest' ? (
          <Button onPress={onPosture}>Posture list</Button>
        ) : (
          <Button onPress={() => act(() => call('averaged.oneMore', { visitId }))}>One more</Button>
        )}
      </div>
    </>
  );
}

function protocolWords(averaged: AveragedBloodPressure | null): string {
  if (averaged === null) return 'The rest, then several readings a minute apart. Every reading is kept.';
  const { readings, betweenSeconds, dropFirst } = averaged.protocol;
  const apart = betweenSeconds % 60 === 0 ? `${betweenSeconds / 60} min` : `${betweenSeconds} s`;
  return `${readings} readings, ${apart} apart. ${dropFirst && !averaged.useAll ? 'The first is kept but not averaged.' : 'All are averaged.'} Clinic setting.`;
}

function nextWords(averaged: AveragedBloodPressure, now: number): string {
  const over = averaged.countdownEndsAt === null || Date.parse(averaged.countdownEndsAt) <= now;
  if (over) return 'Press Start on the monitor now.';
  return averaged.phase === 'rest' ? 'of rest left, then press Start on the monitor' : 'then press Start on the monitor';
}

const width = 420;
const base = 62;
const top = 34;

/** Drawn to scale of steps, not of time: rest, then one pulse per reading. */
function ReadingLine({ averaged, now }: { averaged: AveragedBloodPressure; now: number }) {
  const planned = Math.max(averaged.protocol.readings, averaged.readings.length);
  const stepWidth = (width - 90) / planned;
  const pulseAt = (index: number) => 90 + index * stepWidth + stepWidth * 0.12;
  const done = averaged.readings.length;
  const dot = done === 0 ? 90 * restShare(averaged, now) : Math.min(width, pulseAt(done - 1) + 24 + (stepWidth - 24) * 0.35);
  const finished = averaged.phase === 'done' || averaged.phase === 'stopped';
  return (
    <svg viewBox={`0 0 ${width} 96`} className={procedureStyles.line} role="img" aria-label={lineWords(averaged.readings, planned)}>
      <path d={linePath(0, planned, pulseAt, width)} className={procedureStyles.lineToCome} />
      <path d={linePath(0, done, pulseAt, finished ? width : dot)} className={procedureStyles.lineDone} />
      {!finished && <circle cx={dot} cy={base} r={5} className={procedureStyles.lineDot} />}
      <text x={45} y={base + 22} textAnchor="middle">
        Rest
      </text>
      {Array.from({ length: planned }, (_, index) => (
        <g key={pulseAt(index)}>
          <text x={pulseAt(index) + 12} y={base + 22} textAnchor="middle">
            {planned > 4 ? index + 1 : `Reading ${index + 1}`}
          </text>
          {averaged.readings[index] !== undefined && (
            <text
              x={pulseAt(index) + 12}
              y={top - 10}
              textAnchor="middle"
              className={procedureStyles.lineValue}
              data-aside={averaged.readings[index].setAside === null ? undefined : ''}
            >
              {shownNumber(averaged.readings[index])}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

function linePath(from: number, pulses: number, pulseAt: (index: number) => number, end: number): string {
  let path = `M${from} ${base}`;
  for (let index = 0; index < pulses; index += 1) path += `H${pulseAt(index)}V${top}H${pulseAt(index) + 24}V${base}`;
  return `${path}H${end}`;
}

function restShare(averaged: AveragedBloodPressure, now: number): number {
  if (averaged.phase !== 'rest' || averaged.countdownEndsAt === null) return 1;
  const left = (Date.parse(averaged.countdownEndsAt) - now) / 1000;
  return Math.min(1, Math.max(0.02, 1 - left / averaged.protocol.restSeconds));
}

function lineWords(readings: readonly Measurement[], planned: number): string {
  const values = readings.map((reading, index) => `reading ${index + 1}: ${shownNumber(reading)}`).join(', ');
  return `${readings.length} of ${planned} readings done${values === '' ? '' : `: ${values}`}`;
}
