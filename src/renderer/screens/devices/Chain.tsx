/** Where the line breaks: known good is a tick and a solid line, unknown a question mark and dots, broken a cross and a gap. */
import { Check, CircleHelp, X } from 'lucide-react';
import { Fragment } from 'react';
import type { DeviceCard, Doctor } from '../../../preload/contract.ts';
import { Spoken } from '../../ui/Spoken.tsx';
import styles from './devices.module.css';

const names = { cable: 'Cable', decoder: 'Decoder', screen: 'Screen' } as const;
const words = { good: 'good', unknown: 'not known', broken: 'broken' } as const;

export function Chain({ doctor, port, name }: { doctor: Doctor; port: string; name: DeviceCard['device'] }) {
  const deviceName = {
    monitor: 'Monitor',
    oximeter: 'Oximeter',
    scale: 'Scale',
    'blood-pressure': 'BP monitor',
    network: 'Sender',
    ekg: 'EKG box',
  }[name];
  return (
    <ol className={styles.chain} aria-label="From the device to the screen">
      {doctor.chain.map((link, index) => {
        const label = link.part === 'device' ? deviceName : link.part === 'port' ? `Port ${port}` : names[link.part];
        const Shape = { good: Check, unknown: CircleHelp, broken: X }[link.known];
        return (
          <Fragment key={link.part}>
            {index > 0 && <li aria-hidden="true" className={styles.link} data-known={worse(doctor.chain[index - 1]!.known, link.known)} />}
            <li className={styles.part} data-known={link.known}>
              <Shape aria-hidden="true" />
              <b>{label}</b>
              <Spoken>{words[link.known]}</Spoken>
            </li>
          </Fragment>
        );
      })}
    </ol>
  );
}

type Known = 'good' | 'unknown' | 'broken';

/** A line between two parts is no surer than the less sure of them. */
function worse(first: Known, second: Known): Known {
  if (first === 'broken' || second === 'broken') return 'broken';
  return first === 'unknown' || second === 'unknown' ? 'unknown' : 'good';
}
