import { Activity, CircleHelp, Gauge, HeartPulse, MonitorSpeaker, Network, Scale } from 'lucide-react';
import type { DeviceCard, UnclaimedPort } from '../../../preload/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { Row } from '../../ui/RowList.tsx';
import { Tag } from '../../ui/Tag.tsx';
import styles from './devices.module.css';
import { stateWords } from './words.ts';

const pictures = {
  monitor: MonitorSpeaker,
  oximeter: Activity,
  scale: Scale,
  'blood-pressure': Gauge,
  network: Network,
  ekg: HeartPulse,
} as const;

interface DeviceListProps {
  devices: readonly DeviceCard[];
  ports: readonly UnclaimedPort[];
  chosen: string | null;
  now: number;
  onChoose: (id: string) => void;
  onIdentify: (path: string) => void;
}

export function DeviceList({ devices, ports, chosen, now, onChoose, onIdentify }: DeviceListProps) {
  return (
    <nav className={styles.list} aria-label="Devices" data-region="list">
      <ul>
        {devices.map((device) => (
          <li key={device.id}>
            <Row isChosen={device.id === chosen} className={styles.device} onClick={() => onChoose(device.id)}>
              <Picture device={device} />
              <span className={styles.name}>
                <b>{device.label}</b>
                <small>{[device.port, device.chip].filter(Boolean).join(', ')}</small>
              </span>
              <State device={device} now={now} />
            </Row>
          </li>
        ))}
        {ports.map((port) => (
          <li key={port.path} className={styles.unclaimed}>
            <CircleHelp aria-hidden="true" />
            <span className={styles.name}>
              <b>Something on {port.path}</b>
              <small>{unclaimedWords(port)}</small>
            </span>
            <Button onPress={() => onIdentify(port.path)}>Identify</Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Picture({ device }: { device: DeviceCard }) {
  const Shape = pictures[device.device];
  return <Shape aria-hidden="true" />;
}

function State({ device, now }: { device: DeviceCard; now: number }) {
  const { words, well } = stateWords(device, now);
  return well ? <small className={styles.well}>✓ {words}</small> : <Tag kind="ask">{words}</Tag>;
}

function unclaimedWords(port: UnclaimedPort): string {
  const chip = port.chip === null ? '' : `${port.chip}. `;
  if (port.candidates.length > 1) return `${chip}Two devices fit this port. Choose the one in front of you.`;
  if (port.state === 'listening') return `${chip}Listening to find out what it is.`;
  return `${chip}The chip does not say which device.`;
}
