/** A networked monitor made of software: sends PCD-01 messages, whole and cut, and hears the answers. */
import type { Sent, SimulatedPatient, Simulation } from '../model/driver.ts';
import { utf8Bytes } from './text.ts';

export function simulateHl7(patient: SimulatedPatient): Simulation {
  let count = 0;
  const framed = (text: string) => new Uint8Array([0x0b, ...utf8Bytes(text), 0x1c, 0x0d]);
  function message(id: string | null, atMs: number, deleted: boolean): string {
    count += 1;
    const pressures = patient.pressures[Math.min(count, patient.pressures.length) - 1]!;
    const time = `202603140905${String(Math.floor(atMs / 1000) % 60).padStart(2, '0')}-0500`;
    const status = deleted ? 'D' : 'R';
    return [
      `MSH|^~\\&|SIMULATED^0012210000000A01^EUI-64||ISOLINE||${time}||ORU^R01^ORU_R01|SIM${patient.seed}-${count}|P|2.6|||NE|AL||UNICODE UTF-8|||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO`,
      `PID|||${id === null ? '' : `${id}^^^CLINIC^MR`}||Simulated^Patient`,
      `OBR|1|${count}^SIMULATED|${count}^SIMULATED|182777000^monitoring of patient^SCT|||${time}`,
      `OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||${time}`,
      `OBX|2|NM|150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.1.1.1|${pressures.systolic}|266016^MDC_DIM_MMHG^MDC|||||${status}|||${time}`,
      `OBX|3|NM|150022^MDC_PRESS_BLD_NONINV_DIA^MDC|1.1.1.2|${pressures.diastolic}|266016^MDC_DIM_MMHG^MDC|||||${status}|||${time}`,
      `OBX|4|NM|150023^MDC_PRESS_BLD_NONINV_MEAN^MDC|1.1.1.3|${pressures.mean}|266016^MDC_DIM_MMHG^MDC|||||${status}|||${time}`,
      `OBX|5|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC|1.2.1.1|${patient.spo2}|262688^MDC_DIM_PERCENT^MDC|||||R|||${time}`,
      `OBX|6|NM|149530^MDC_PULS_OXIM_PULS_RATE^MDC|1.2.1.2|${patient.pulseRate}|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R|||${time}`,
      '',
    ].join('\r');
  }
  return {
    controls: [
      { id: 'send-vitals', label: 'Send vitals' },
      { id: 'send-split', label: 'Send vitals in three parts' },
      { id: 'send-no-patient', label: 'Send without a patient' },
      { id: 'send-deleted', label: 'Send a deletion' },
    ],
    next: () => null,
    answer: () => [],
    press(control, atMs): Sent[] {
      const id = control === 'send-no-patient' ? null : patient.id;
      const bytes = framed(message(id, atMs, control === 'send-deleted'));
      if (control !== 'send-split') return [{ atMs, bytes }];
      const third = Math.ceil(bytes.length / 3);
      return [0, 1, 2].map((part) => ({ atMs: atMs + part * 120, bytes: bytes.slice(part * third, (part + 1) * third) }));
    },
  };
}
