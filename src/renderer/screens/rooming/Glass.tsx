/** The live side of rooming: dark glass with tiles, readable from two metres. Shows; never decides. */
import type { DeviceCard, LiveTile, Measurement, Rooming } from '../../../preload/contract.ts';
import { AveragedStrip } from './AveragedStrip.tsx';
import glassStyles from './glass.module.css';
import { NibpTile } from './NibpTile.tsx';
import { OrthostaticStrip } from './OrthostaticStrip.tsx';
import { Oximetry } from './Oximetry.tsx';
import { SmallTile } from './SmallTile.tsx';

interface GlassProps {
  rooming: Rooming;
  tiles: readonly LiveTile[];
  devices: readonly DeviceCard[];
  connected: boolean;
  now: number;
  onType: (key: 'temperature' | 'respiratoryRate' | 'weight' | 'height' | 'painScore' | 'bloodPressure' | 'pulseRate' | 'spo2') => void;
  onCountBreaths: () => void;
  onWhy: (deviceId: string) => void;
}

export function Glass({ rooming, tiles, devices, connected, now, onType, onCountBreaths, onWhy }: GlassProps) {
  const tileOf = (key: LiveTile['key']): Measurement | null => tiles.find((tile) => tile.key === key)?.measurement ?? null;
  const rowOf = (key: string) => rooming.sheet.find((row) => row.key === key);
  const signedOf = (key: string) =>
    rooming.signed
      .flatMap(({ values }) => values)
      .find((value) => value.key === key && value.status !== 'withdrawn' && value.replacedBy === null)?.measurement;
  // A tile is announced once, when it is measured: what a person said of it since stands with the visit.
  const asStated = (measurement: Measurement | null) =>
    measurement === null ? null : (knownOf(rooming).find(({ id }) => id === measurement.id) ?? measurement);
  const shown = (key: LiveTile['key']) => asStated(tileOf(key)) ?? rowOf(key)?.measurement ?? signedOf(key) ?? null;
  const deviceOf = (measurement: Measurement | null) => devices.find(({ id }) => id === measurement?.deviceId) ?? null;
  return (
    <div
      className={`${glassStyles.glass} ${connected ? '' : glassStyles.disconnected}`}
      data-region="glass"
      data-surface="glass"
      role="region"
      aria-label="Live readings"
    >
      <div className={glassStyles.monitor}>
        <NibpTile rooming={rooming} measurement={shown('bloodPressure')} devices={devices} connected={connected} now={now} onWhy={onWhy} />
        <Oximetry
          spo2={shown('spo2')}
          pulse={shown('pulseRate')}
          perfusion={tileOf('perfusionIndex')}
          devices={devices}
          connected={connected}
          now={now}
          onWhy={onWhy}
        />
      </div>
      {rooming.orthostatic === null ? (
        <AveragedStrip rooming={rooming} now={now} />
      ) : (
        <OrthostaticStrip visitId={rooming.visit.id} isOver={rooming.visit.closedAt !== null} orthostatic={rooming.orthostatic} now={now} />
      )}
      <div className={glassStyles.smallTiles}>
        {(['temperature', 'respiratoryRate', 'weight', 'height', 'painScore'] as const).map((key) => (
          <SmallTile
            key={key}
            name={key}
            measurement={shown(key)}
            device={deviceOf(shown(key))}
            devices={devices}
            last={rooming.lastVisit.find((last) => last.key === key) ?? null}
            connected={connected}
            now={now}
            onType={() => (key === 'respiratoryRate' ? onCountBreaths() : onType(key))}
          />
        ))}
      </div>
    </div>
  );
}

function knownOf(rooming: Rooming): Measurement[] {
  const { sheet, averaged, orthostatic } = rooming;
  return [
    ...(averaged?.readings ?? []),
    ...(orthostatic?.steps.flatMap(({ measurement }) => measurement ?? []) ?? []),
    ...sheet.flatMap(({ measurement }) => measurement ?? []),
  ];
}
