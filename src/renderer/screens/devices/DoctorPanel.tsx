/** The doctor for one device: sentence, next step, the chain, five facts, and the bytes themselves. */
import { CircleDot, Package, RefreshCw, ScrollText } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { DeviceCard, Doctor } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { clockTime } from '../rooming/age.ts';
import { useAct } from '../rooming/useAct.tsx';
import { Chain } from './Chain.tsx';
import { DeviceCare } from './DeviceCare.tsx';
import styles from './devices.module.css';
import { SpeedTrial } from './SpeedTrial.tsx';
import { saveText } from './save-text.ts';
import { sentenceOf } from './words.ts';

export function DoctorPanel({ device, now }: { device: DeviceCard; now: number }) {
  const [view, setView] = useState<'hex' | 'text'>('hex');
  const doctor = useDoctor(device.id, view);
  const { act, busy, refusal } = useAct();
  const { list, follow } = useNewestInSight(doctor?.lines);
  if (doctor === null) return <section className={styles.panel} aria-busy="true" />;
  const { sentence, next } = sentenceOf(doctor);
  const record = () =>
    act(async () => {
      const { file } = await call('devices.record', { deviceId: device.id, on: !device.recording });
      if (file !== null) saveText(file.name, file.text);
    });
  const bundle = () =>
    act(async () => {
      const { name, text } = await call('devices.supportBundle', { deviceId: device.id });
      saveText(name, text);
    });
  return (
    <>
      <section className={styles.panel} aria-label="What the doctor says">
        <div className={styles.diagnosis}>
          <div>
            <h2 className={styles.sentence}>{sentence}</h2>
            <p className={styles.nextStep}>{next}</p>
          </div>
          <Button
            variant={doctor.cause === 'well' ? 'plain' : 'solid'}
            size="big"
            isDisabled={busy}
            onPress={() => void act(() => call('devices.retry', { deviceId: device.id }))}
          >
            <RefreshCw aria-hidden="true" /> Try again
          </Button>
        </div>
        {doctor.cause === 'no-permission' && (
          <Button
            onPress={() =>
              void act(async () => {
                const { name, text } = await call('devices.portRule', null);
                saveText(name, text);
              })
            }
          >
            <ScrollText aria-hidden="true" /> Print the rule
          </Button>
        )}
        <SpeedTrial doctor={doctor} />
        <Chain doctor={doctor} port={device.port} name={device.device} />
        {refusal}
        <SimulatedControls device={device} />
        <DeviceCare device={device} />
      </section>
      <dl className={styles.facts}>
        <Fact
          name="Bytes a second"
          value={String(doctor.bytesPerSecond)}
          more={`${doctor.bytesTotal.toLocaleString('en-US')} since ${clockTime(doctor.since)}`}
        />
        <Fact
          name="Last good frame"
          value={doctor.lastGoodFrameAt === null ? '—' : clockTime(doctor.lastGoodFrameAt, true)}
          more={doctor.lastGoodFrameAt === null ? 'none yet' : agoWords(doctor.lastGoodFrameAt, now)}
        />
        <Fact
          name="Damaged frames"
          value={`${(doctor.damagedShare * 100).toFixed(1)} %`}
          more={`${doctor.framesDamaged} of ${doctor.framesGood + doctor.framesDamaged}`}
        />
        <Fact
          name="Questions unanswered"
          value={String(doctor.questionsUnanswered)}
          more={doctor.questionsUnanswered === 0 ? 'none' : 'since it last answered'}
        />
        <Fact name="Line" value={doctor.line} more={doctor.lineSecond} />
      </dl>
      <section className={styles.bytes} data-surface="glass" aria-label="What the line carried">
        <header>
          <h3>
            What the line carried <small>patient data hidden in the bundle, not in a recording</small>
          </h3>
          <Segmented
            label="View"
            value={view}
            options={[
              { id: 'hex', label: 'Hex' },
              { id: 'text', label: 'Text' },
            ]}
            onChange={(next) => setView(next === 'text' ? 'text' : 'hex')}
          />
          <Button onPress={() => void record()}>
            <CircleDot aria-hidden="true" /> {device.recording ? 'Stop and save' : 'Record'}
          </Button>
          <Button onPress={() => void bundle()}>
            <Package aria-hidden="true" /> Support bundle
          </Button>
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the bytes scroll, so a keyboard must reach them. */}
        <ol ref={list} tabIndex={0} aria-label="Bytes, newest last" onScroll={follow}>
          {doctor.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own, and the list is replaced whole each second.
            <li key={index} data-way={line.way}>
              <span>{instantWords(line.at)}</span>
              <span>{{ in: 'heard', out: 'asked', note: '' }[line.way]}</span>
              <span>{view === 'hex' ? line.hex : line.text}</span>
              {view === 'hex' && line.way !== 'note' && <span>{line.text}</span>}
            </li>
          ))}
          {doctor.lines.length === 0 && <li data-way="note">Nothing yet.</li>}
        </ol>
      </section>
    </>
  );
}

/** Keeps the newest line in sight, unless a person has scrolled up to read an older one. */
function useNewestInSight(lines: Doctor['lines'] | undefined) {
  const list = useRef<HTMLOListElement>(null);
  const follows = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves on whenever the lines do.
  useEffect(() => {
    if (follows.current && list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [lines]);
  const follow = () => {
    const at = list.current;
    if (at !== null) follows.current = at.scrollHeight - at.scrollTop - at.clientHeight < 40;
  };
  return { list, follow };
}

/** Asked again once a second while it is looked at. */
function useDoctor(deviceId: string, view: 'hex' | 'text'): Doctor | null {
  const [doctor, setDoctor] = useState<Doctor | null>(null);
  useEffect(() => {
    let wanted = true;
    const ask = () =>
      call('devices.doctor', { deviceId, view })
        .then((found) => wanted && setDoctor(found))
        .catch(() => undefined);
    void ask();
    const again = setInterval(ask, 1000);
    return () => {
      wanted = false;
      clearInterval(again);
    };
  }, [deviceId, view]);
  return doctor;
}

function Fact({ name, value, more }: { name: string; value: string; more: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
      <dd className={styles.more}>{more}</dd>
    </div>
  );
}

/** The simulated device's own buttons, so that every state can be tried. */
function SimulatedControls({ device }: { device: DeviceCard }) {
  const { act, refusal } = useAct();
  if (device.simulated === null) return null;
  return (
    <fieldset className={styles.controls}>
      <legend>Simulated device</legend>
      {device.simulated.controls.map((control) => (
        <Button key={control.id} onPress={() => void act(() => call('devices.press', { deviceId: device.id, control: control.id }))}>
          {control.label}
        </Button>
      ))}
      {refusal}
    </fieldset>
  );
}

/** 9:40:59.117 */
function instantWords(at: string): string {
  return `${clockTime(at, true)}.${String(new Date(at).getMilliseconds()).padStart(3, '0')}`;
}

function agoWords(at: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(at)) / 1000));
  if (seconds < 2) return 'now';
  return seconds < 60 ? `${seconds} s ago` : `${Math.floor(seconds / 60)} min ago`;
}
