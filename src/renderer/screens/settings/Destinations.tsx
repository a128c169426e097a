import { useState } from 'react';
import type { DestinationSettings } from '../../../preload/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { Tick } from '../../ui/Tick.tsx';
import styles from './settings.module.css';

interface DestinationsProps {
  destinations: DestinationSettings;
  canChange: boolean;
  onSave: (destinations: DestinationSettings) => Promise<boolean>;
}

/** Where signed results go. */
export function Destinations({ destinations, canChange, onSave }: DestinationsProps) {
  const [baseUrl, setBaseUrl] = useState(destinations.fhir?.baseUrl ?? '');
  const [mrnSystem, setMrnSystem] = useState(destinations.fhir?.mrnSystem ?? 'urn:isoline:mrn');
  const [identifierSystem, setIdentifierSystem] = useState(destinations.fhir?.identifierSystem ?? 'urn:isoline:reading');
  const [provenance, setProvenance] = useState(destinations.fhir?.sendProvenance ?? true);
  const [readings, setReadings] = useState(destinations.fhir?.sendIndividualReadings ?? false);
  const [folder, setFolder] = useState(destinations.folder?.path ?? '');
  if (!canChange) {
    return (
      <section className={styles.group}>
        <h2>Where results go</h2>
        <p className={styles.note}>
          {[destinations.fhir?.baseUrl, destinations.folder?.path].filter(Boolean).join(' and ') ||
            'Nowhere yet: what is signed is kept on this station. Once a chart is set up, the outbox offers to send it.'}
        </p>
      </section>
    );
  }
  const save = () =>
    onSave({
      fhir:
        baseUrl.trim() === ''
          ? null
          : {
              baseUrl: baseUrl.trim().replace(/\/+$/, ''),
              identifierSystem,
              mrnSystem,
              sendIndividualReadings: readings,
              sendProvenance: provenance,
            },
      folder: folder.trim() === '' ? null : { path: folder.trim() },
    });
  return (
    <section className={styles.group}>
      <h2>Where results go</h2>
      <TextField
        label="FHIR R4 base address"
        value={baseUrl}
        onChange={setBaseUrl}
        hint="https, or http on this computer only. Empty: none."
      />
      <div className={styles.fields}>
        <TextField label="Namespace of the MRN there" value={mrnSystem} onChange={setMrnSystem} />
        <TextField label="Namespace of our readings" value={identifierSystem} onChange={setIdentifierSystem} />
      </div>
      <Tick isSelected={provenance} onChange={setProvenance}>
        Send a Provenance with each set
      </Tick>
      <Tick isSelected={readings} onChange={setReadings}>
        Send each reading of an average with it
      </Tick>
      <TextField label="Folder for JSON bundles" value={folder} onChange={setFolder} hint="A whole path on this computer. Empty: none." />
      <Button onPress={() => void save()}>Save</Button>
    </section>
  );
}
