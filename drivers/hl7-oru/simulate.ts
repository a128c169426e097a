/** A networked monitor made of software: sends PCD-01 messages, whole, cut, again and wrong in known ways, and hears the answers. */
import type { Control, Sent, SimulatedPatient, Simulation } from '../model/driver.ts';
import { utf8Bytes } from './text.ts';

const controls: readonly Control[] = [
  { id: 'send-vitals', label: 'Send vitals' },
  { id: 'send-split', label: 'Send vitals in three parts' },
  { id: 'send-two', label: 'Send two messages at once' },
  { id: 'send-again', label: 'Send the last message again' },
  { id: 'send-no-patient', label: 'Send without a patient' },
  { id: 'send-other-patient', label: 'Send for another patient' },
  { id: 'send-questionable', label: 'Send a questionable value' },
  { id: 'send-deleted', label: 'Send a deletion' },
  { id: 'send-large', label: 'Send 200 rows' },
];

interface Measured {
  number: number;
  time: string;
  systolic: number;
  diastolic: number;
  mean: number;
}

interface Wording {
  patientId: string | null;
  status: 'R' | 'D';
  isQuestionable: boolean;
  moreRows: number;
}

const plain: Omit<Wording, 'patientId'> = { status: 'R', isQuestionable: false, moreRows: 0 };

export function simulateHl7(patient: SimulatedPatient): Simulation {
  let messages = 0;
  let measured: Measured | null = null;
  let last: Uint8Array | null = null;
  function measure(atMs: number): Measured {
    const number = (measured?.number ?? 0) + 1;
    const seconds = Math.floor(atMs / 1000);
    const time = `2026031409${twoDigits(5 + (Math.floor(seconds / 60) % 50))}${twoDigits(seconds % 60)}-0500`;
    measured = { number, time, ...patient.pressures[Math.min(number, patient.pressures.length) - 1]! };
    return measured;
  }
  function message(about: Measured, wording: Wording): Uint8Array {
    messages += 1;
    const text = messageText(`SIM${patient.seed}-${messages}`, about, patient, wording);
    last = new Uint8Array([0x0b, ...utf8Bytes(text), 0x1c, 0x0d]);
    return last;
  }
  function bytesFor(control: string, atMs: number): Uint8Array {
    const own = { ...plain, patientId: patient.id };
    if (control === 'send-again' && last !== null) return last;
    // A deletion takes back what was sent last, with its time and numbers.
    if (control === 'send-deleted') return message(measured ?? measure(atMs), { ...own, status: 'D' });
    if (control === 'send-two') return new Uint8Array([...message(measure(atMs), own), ...message(measure(atMs), own)]);
    return message(measure(atMs), {
      ...own,
      patientId: control === 'send-no-patient' ? null : control === 'send-other-patient' ? '900900' : patient.id,
      isQuestionable: control === 'send-questionable',
      moreRows: control === 'send-large' ? 200 : 0,
    });
  }
  return {
    controls,
    next: () => null,
    answer: () => [],
    press(control, atMs): Sent[] {
      const bytes = bytesFor(control, atMs);
      if (control !== 'send-split') return [{ atMs, bytes }];
      const third = Math.ceil(bytes.length / 3);
      return [0, 1, 2].map((part) => ({ atMs: atMs + part * 120, bytes: bytes.slice(part * third, (part + 1) * third) }));
    },
  };
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function messageText(id: string, about: Measured, { spo2, pulseRate }: SimulatedPatient, wording: Wording): string {
  const { number, time, systolic, diastolic, mean } = about;
  const { patientId, status, isQuestionable, moreRows } = wording;
  const cuff = { unit: '266016^MDC_DIM_MMHG^MDC', status, time };
  const oximeter = { flags: isQuestionable ? 'QUES' : '', time };
  const percent = '262688^MDC_DIM_PERCENT^MDC';
  const rows = [
    level('69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS', '1.0.0.0', 'X', time),
    level('69854^MDC_DEV_METER_PRESS_BLD_VMD', '1.1.0.0', 'X', time),
    level('69855^MDC_DEV_METER_PRESS_BLD_CHAN', '1.1.1.0', 'X', time),
    level('150020^MDC_PRESS_BLD_NONINV', '1.1.1.0', 'R', time),
    numeric('150021^MDC_PRESS_BLD_NONINV_SYS', '1.1.1.1', systolic, cuff),
    numeric('150022^MDC_PRESS_BLD_NONINV_DIA', '1.1.1.2', diastolic, cuff),
    numeric('150023^MDC_PRESS_BLD_NONINV_MEAN', '1.1.1.3', mean, cuff),
    level('69798^MDC_DEV_ANALY_SAT_O2_VMD', '1.2.0.0', 'X', time),
    level('69799^MDC_DEV_ANALY_SAT_O2_CHAN', '1.2.1.0', 'X', time),
    numeric('150456^MDC_PULS_OXIM_SAT_O2', '1.2.1.1', spo2, { ...oximeter, unit: percent }),
    numeric('149530^MDC_PULS_OXIM_PULS_RATE', '1.2.1.2', pulseRate, { ...oximeter, unit: '264864^MDC_DIM_BEAT_PER_MIN^MDC' }),
    ...(isQuestionable ? [numeric('150344^MDC_TEMP', '1.3.1.1', 8388607, { unit: '268192^MDC_DIM_DEGC^MDC', status: 'X', time })] : []),
    ...Array.from({ length: moreRows }, (_, index) => numeric('160324^MDC_SIGNAL_QUALITY', `1.9.${index}.1`, 100, { unit: percent, time })),
  ];
  return [
    `MSH|^~\\&|SIMULATED^0012210000000A01^EUI-64||ISOLINE||${time}||ORU^R01^ORU_R01|${id}|P|2.6|||NE|AL||UNICODE UTF-8|||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO`,
    `PID|||${patientId === null ? '' : `${patientId}^^^CLINIC^MR`}||Simulated^Patient`,
    `OBR|1|${number}^SIMULATED|${number}^SIMULATED|182777000^monitoring of patient^SCT|||${time}`,
    ...rows.map((row, index) => `OBX|${index + 1}|${row}`),
    '',
  ].join('\r');
}

/** A level of the device, or a group of its numbers: no type, no value. */
function level(code: string, place: string, status: string, time: string): string {
  return `|${code}^MDC|${place}|||||||${status}|||${time}`;
}

function numeric(code: string, place: string, value: number, row: { unit: string; time: string; status?: string; flags?: string }): string {
  return `NM|${code}^MDC|${place}|${value}|${row.unit}||${row.flags ?? ''}|||${row.status ?? 'R'}|||${row.time}`;
}
