import { Unplug } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { DeviceCard, LiveWave, Measurement } from '../../../preload/contract.ts';
import { subscribeWave } from '../../client/live-store.ts';
import { Button } from '../../ui/Button.tsx';
import { WaveCanvas } from '../../waveform/WaveCanvas.tsx';
import { ageWords, clockTime } from './age.ts';
import glassStyles from './glass.module.css';
import { Marks, marksOf } from './Marks.tsx';
import { numberOf, qualifierWords } from './shown.ts';
import { troubleOf } from './trouble.ts';

interface OximetryProps {
  spo2: Measurement | null;
  pulse: Measurement | null;
  perfusion: Measurement | null;
  devices: readonly DeviceCard[];
  connected: boolean;
  now: number;
  onWhy: (deviceId: string) => void;
}

export function Oximetry({ spo2, pulse, perfusion, devices, connected, now, onWhy }: OximetryProps) {
  const oximeter =
    devices.find(({ gives }) => gives.includes('pleth')) ??
    devices.find(({ id }) => id === (spo2 ?? pulse)?.deviceId) ??
    devices.find(({ gives }) => gives.includes('spo2')) ??
    null;
  const trouble = oximeter === null ? null : troubleOf(oximeter, now);
  return (
    <div className={glassStyles.oximetry}>
      <div className={glassStyles.pair}>
        <OximetryTile name="SpO₂" hue={glassStyles.spo2!} unit="%" measurement={spo2} devices={devices} connected={connected} now={now} />
        <OximetryTile
          name="Pulse"
          hue={glassStyles.pulse!}
          unit="/min"
          measurement={pulse}
          devices={devices}
          connected={connected}
          now={now}
        />
      </div>
      <Pleth oximeter={oximeter} spo2={spo2} perfusion={perfusion} trouble={trouble} onWhy={onWhy} />
    </div>
  );
}

interface OximetryTileProps {
  name: string;
  hue: string;
  unit: string;
  measurement: Measurement | null;
  devices: readonly DeviceCard[];
  connected: boolean;
  now: number;
}

function OximetryTile({ name, hue, unit, measurement, devices, connected, now }: OximetryTileProps) {
  const device = devices.find(({ id }) => id === measurement?.deviceId) ?? null;
  const trouble = device === null || measurement?.how === 'spot' ? null : troubleOf(device, now);
  const absent = measurement === null || measurement.values[0]?.value == null;
  const stale = !connected || trouble !== null;
  return (
    <section className={`${glassStyles.tile} ${hue} ${stale ? glassStyles.stale : ''}`} aria-label={name}>
      <div className={glassStyles.tileHead}>
        {name} <span className={glassStyles.unit}>{unit}</span>
        {measurement !== null && <Marks measurement={measurement} />}
      </div>
      <div className={`${glassStyles.number} ${absent ? glassStyles.nothing : ''}`}>
        {measurement === null ? '—' : numberOf(measurement.values[0])}
      </div>
      <div className={glassStyles.tileFoot}>
        {!connected ? (
          <b>Not connected</b>
        ) : trouble === null ? (
          <>
            <span>{measurement === null ? 'No reading yet' : footWords(measurement, device)}</span>
            {measurement !== null && <b>{ageWords(measurement.measuredAt, now)}</b>}
          </>
        ) : (
          <b>{trouble.short}</b>
        )}
      </div>
    </section>
  );
}

function footWords(measurement: Measurement, device: DeviceCard | null): string {
  if (measurement.source !== 'device') return `Typed · ${clockTime(measurement.measuredAt)}`;
  return qualifierWords(measurement.qualifiers) || device?.shortLabel || measurement.deviceLabel || '';
}

interface PlethProps {
  oximeter: DeviceCard | null;
  spo2: Measurement | null;
  perfusion: Measurement | null;
  trouble: { what: string; doThis: string } | null;
  onWhy: (deviceId: string) => void;
}

function Pleth({ oximeter, spo2, perfusion, trouble, onWhy }: PlethProps) {
  const [frozen, setFrozen] = useState(false);
  const deviceId = oximeter?.id ?? null;
  const subscribe = useCallback(
    (hear: (wave: LiveWave) => void) => subscribeWave((wave) => wave.deviceId === deviceId && wave.signal === 'pleth' && hear(wave)),
    [deviceId],
  );
  if (oximeter !== null && trouble !== null) {
    return (
      <div className={glassStyles.pleth}>
        <div className={glassStyles.plethMessage} role="status">
          <Unplug aria-hidden="true" />
          <p>
            {trouble.what} <span className={glassStyles.second}>{trouble.doThis}</span>
          </p>
          <Button onPress={() => onWhy(oximeter.id)}>Why?</Button>
        </div>
      </div>
    );
  }
  if (oximeter === null || !oximeter.gives.includes('pleth')) {
    return (
      <div className={glassStyles.pleth}>
        <p className={glassStyles.plethMessage}>
          {oximeter === null ? 'No oximeter is connected.' : `${oximeter.shortLabel} sends no pleth.`}
        </p>
      </div>
    );
  }
  const marks = spo2 === null ? [] : marksOf(spo2).map((mark) => mark.toLowerCase());
  const index = perfusion?.values[0]?.value == null ? '' : ` · PI ${numberOf(perfusion.values[0])} %`;
  return (
    <div className={glassStyles.pleth}>
      <span className={glassStyles.plethWords}>
        {`Pleth · ${oximeter.shortLabel} · ${marks.length === 0 ? 'no artifact' : marks.join(', ')}${index}`}
      </span>
      <WaveCanvas
        subscribe={subscribe}
        color="#7db7ff"
        label={`Pleth waveform of ${oximeter.shortLabel}, ${frozen ? 'frozen' : 'running'}`}
        seconds={6}
        frozen={frozen}
        className={glassStyles.plethCanvas}
      />
      <button type="button" className={glassStyles.freeze} aria-pressed={frozen} onClick={() => setFrozen(!frozen)}>
        {frozen ? 'Go live' : 'Freeze'}
      </button>
    </div>
  );
}
