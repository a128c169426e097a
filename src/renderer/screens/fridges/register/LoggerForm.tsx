/** A logger: which it is, where it hangs, and the certificate that says how far its numbers can be trusted. */
import { useState } from 'react';
import type { Certificate, RegisteredLogger, RegisteredUnit } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { base64Of } from '../../../client/file-bytes.ts';
import { saveFiles } from '../../../client/save-file.ts';
import { Button } from '../../../ui/Button.tsx';
import { FilesButton } from '../../../ui/FilesButton.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { Tick } from '../../../ui/Tick.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import shared from '../fridges.module.css';
import { RegisterForm } from './RegisterForm.tsx';
import styles from './register.module.css';
import { intervalOf, minutesOf } from './register-words.ts';

interface LoggerFormProps {
  logger: RegisteredLogger | null;
  units: readonly RegisteredUnit[];
  onDone: () => void;
  onClose: () => void;
}

type Text =
  | 'number'
  | 'maker'
  | 'model'
  | 'probeSerial'
  | 'calibratedOn'
  | 'issuedOn'
  | 'expiresOn'
  | 'laboratory'
  | 'traceability'
  | 'testPoints';
const labels: Readonly<Record<Text, string>> = {
  number: 'Certificate number',
  expiresOn: 'Ends on',
  calibratedOn: 'Calibrated on',
  issuedOn: 'Issued on',
  probeSerial: 'Probe serial',
  laboratory: 'Laboratory',
  maker: 'Manufacturer',
  model: 'Model on the certificate',
  traceability: 'Traceable to',
  testPoints: 'Test points',
};
const texts = Object.keys(labels) as Text[];

export function LoggerForm({ logger, units, onDone, onClose }: LoggerFormProps) {
  const [serial, setSerial] = useState(logger?.serial ?? '');
  const [model, setModel] = useState(logger?.model ?? '');
  const [minutes, setMinutes] = useState(minutesOf(logger?.intervalSeconds ?? null));
  const [buffer, setBuffer] = useState(logger?.buffer ?? '');
  const [isBackup, setBackup] = useState(logger?.isBackup ?? false);
  const [unitId, setUnitId] = useState(logger?.unitId ?? '');
  const [since, setSince] = useState('');
  const before = logger?.certificate ?? null;
  const [written, setWritten] = useState(
    () => Object.fromEntries(texts.map((name) => [name, before?.[name] ?? ''])) as Record<Text, string>,
  );
  const [inTolerance, setInTolerance] = useState(before?.inTolerance == null ? '' : before.inTolerance ? 'yes' : 'no');
  const [uncertainty, setUncertainty] = useState(before?.uncertaintyCelsius == null ? '' : String(before.uncertaintyCelsius));
  const { act, busy, refusal } = useAct();
  const uncertaintyNumber = uncertainty.trim() === '' ? null : Number(uncertainty.replace(',', '.'));
  const moves = unitId !== '' && unitId !== (logger?.unitId ?? '');
  const asksSince = moves && logger !== null && logger.unitId !== null;
  const interval = intervalOf(minutes);
  const canSave = serial.trim() !== '' && interval !== undefined && !Number.isNaN(uncertaintyNumber) && (!asksSince || since !== '');
  const save = async () => {
    const certificate = {
      ...(Object.fromEntries(texts.map((name) => [name, written[name].trim() === '' ? null : written[name].trim()])) as Record<
        Text,
        string | null
      >),
      uncertaintyCelsius: uncertaintyNumber,
      inTolerance: inTolerance === '' ? null : inTolerance === 'yes',
    } satisfies Certificate;
    const hasAny = Object.values(certificate).some((part) => part !== null);
    const isSaved = await act(async () => {
      await call('fridge.saveLogger', {
        serial,
        model: model.trim() === '' ? null : model,
        intervalSeconds: interval ?? null,
        buffer,
        isBackup,
        certificate: hasAny ? certificate : null,
      });
      if (moves) await call('fridge.assignLogger', { serial, unitId, at: asksSince ? `${since}:00` : null });
    });
    if (isSaved) onDone();
  };
  const keepScan = async (file: File) => {
    if (logger !== null)
      await act(async () =>
        call('fridge.saveScan', { serial: logger.serial, fileName: file.name.slice(0, 200), base64: await base64Of(file) }),
      );
  };
  const showScan = () => act(async () => saveFiles([await call('fridge.scan', { serial: logger!.serial })]));
  return (
    <RegisterForm
      label={logger === null ? 'Register a logger' : `Change logger ${logger.serial}`}
      heading={logger === null ? 'Register a logger' : `Logger ${logger.serial}`}
      refusal={refusal}
      saveWords={logger === null ? 'Register' : 'Save'}
      canSave={canSave && !busy}
      onSave={() => void save()}
      onClose={onClose}
    >
      <div className={shared.fields}>
        {logger === null && <TextField label="Serial number" value={serial} onChange={setSerial} autoFocus />}
        <TextField label="Model" value={model} onChange={setModel} />
        {logger?.tellsInterval !== true && (
          <TextField
            label="Logs every so many minutes"
            inputMode="decimal"
            value={minutes}
            problem={interval === undefined ? 'Minutes, like 5 or 0.5; empty if not known' : null}
            onChange={setMinutes}
          />
        )}
        <TextField label="Buffer" value={buffer} onChange={setBuffer} hint="Glycol, beads; empty if none" />
        <Select
          label="Hangs in"
          value={unitId}
          options={[{ id: '', label: 'No unit' }, ...units.map(({ id, name }) => ({ id, label: name }))]}
          onChange={setUnitId}
        />
        {asksSince && <TextField label="Since when, by its clock" type="datetime-local" value={since} onChange={setSince} />}
      </div>
      {logger?.tellsInterval === true && logger.intervalSeconds !== null && (
        <p className={shared.caption}>{`Logs every ${minutesOf(logger.intervalSeconds)} min, as it says itself.`}</p>
      )}
      <Tick isSelected={isBackup} onChange={setBackup}>
        Kept as the backup logger
      </Tick>
      <fieldset className={styles.lots}>
        <legend>Calibration certificate</legend>
        <div className={`${shared.fields} ${styles.lotsFields}`}>
          {texts.map((name) => (
            <TextField
              key={name}
              label={labels[name]}
              type={name.endsWith('On') ? 'date' : 'text'}
              value={written[name]}
              onChange={(value) => setWritten({ ...written, [name]: value })}
            />
          ))}
          <TextField label="Uncertainty in °C" inputMode="decimal" value={uncertainty} onChange={setUncertainty} />
          <Select
            label="Found in tolerance"
            value={inTolerance}
            options={[
              { id: '', label: 'Not said' },
              { id: 'yes', label: 'Yes' },
              { id: 'no', label: 'No' },
            ]}
            onChange={setInTolerance}
          />
        </div>
        {logger !== null && (
          <div className={shared.line}>
            <FilesButton label="Scan of the certificate" accept="application/pdf,image/*" onFiles={([file]) => void keepScan(file!)}>
              {logger.hasScan ? 'Put another scan in its place' : 'Add a scan'}
            </FilesButton>
            {logger.hasScan && <Button onPress={() => void showScan()}>Save the scan</Button>}
          </div>
        )}
      </fieldset>
    </RegisterForm>
  );
}
