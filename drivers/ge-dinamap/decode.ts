/**
 * Replies of GE CARESCAPE V100, DINAMAP ProCare and Pro monitors (host communications), one CR-ended line each:
 *
 *   uNA a b c dddd sss iii mmm   a status, b patient, c type, d age in s (9999 none), systolic, diastolic, mean
 *   uOA a bbb c dd               a status, b SpO2, c signal 0-9, d averaging in s
 *   uRA a bbb                    a 2 oximeter, 3 cuff, b rate (000, -99 none)
 *   uTC a b c ddddd eeee f       a status, b mode, c counter, d age in s (99999 none), e tenths of degF, f display unit
 *
 * GE 2010566 rev E; Critikon 8555ER. The monitor repeats its last result at every poll: each determination is said
 * once, with its age, which is the proof of whose it is. A wrong check sum drops the reply.
 */
import type { LineDecoder } from '../model/driver.ts';
import type { Heard, ReadingNote, Span, Status } from '../model/heard.ts';
import { sayPressures, sayReading, saySent, sayStatus } from '../model/say.ts';
import { checked, requests } from './message.ts';

const failures: Readonly<Record<string, string>> = {
  '3': 'determination failed',
  '4': 'pump-up timeout',
  '6': 'total timeout',
  '7': 'one-pressure timeout',
  '8': 'over-pressure or excess air',
};
const temperatureFailures: Readonly<Record<string, string>> = {
  '2': 'temperature timeout',
  '3': 'tissue contact lost or out of range',
  '4': 'temperature aborted, unplugged or bad probe',
};

interface Memory {
  set: number;
  /** The determination said last, so that its repetition is not said again. */
  pressure: { ageSeconds: number; values: string } | null;
  /** The cuff's pulse belongs to that determination and is said once too. */
  cuffPulseOwed: { set: number; ageSeconds: number } | null;
  temperatureCounter: string | null;
  told: Record<string, string>;
}

export function decodeDinamap(): LineDecoder {
  const memory: Memory = { set: 0, pressure: null, cuffPulseOwed: null, temperatureCounter: null, told: {} };
  return {
    hear(raw, span) {
      const line = raw.replace(/^\n+/, '');
      if (line === '') return [];
      const message = checked(line);
      if (message === null) return [noise(span, 'wrong check sum')];
      if (Object.values<string>(requests).includes(message)) return [];
      return readReply(message, span, memory);
    },
    end: () => [],
  };
}

function readReply(message: string, span: Span, memory: Memory): Heard[] {
  const body = message.slice(1);
  const pressure = /^NA(\d)(\d)(\d)(\d{4})(\d{3})(\d{3})(\d{3})$/.exec(body);
  if (pressure) return readPressure(pressure, span, memory);
  const saturation = /^OA(\d)([\d -]{3})(\d| )([\d ]{2})$/.exec(body);
  if (saturation) return readSaturation(saturation, span, memory);
  const pulse = /^R[AC](\d)([\d -]{3})$/.exec(body);
  if (pulse) return readPulse(pulse, span, memory);
  const temperature = /^TC(\d)(\d)([\x20-\x7e])(\d{5})(\d{4})(\d)$/.exec(body);
  if (temperature) return readTemperature(temperature, span, memory);
  return [sayStatus('refused', span, message)];
}

function readPressure(fields: RegExpExecArray, span: Span, memory: Memory): Heard[] {
  const [, status = '', patient = '', type = '', age = '', systolic = '', diastolic = '', mean = ''] = fields;
  // Once the cuff works again, a pulse of the cuff belongs to the next result.
  if (status !== '1') memory.cuffPulseOwed = null;
  if (status === '0') return tell(memory, 'pressure', 'measuring', span);
  if (failures[status] !== undefined) return tell(memory, 'pressure', 'measurement-failed', span, failures[status]);
  const ageSeconds = Number(age);
  if (status !== '1' || ageSeconds === 9999) return tell(memory, 'pressure', 'ready', span);
  const said = tell(memory, 'pressure', 'ready', span);
  const values = `${systolic}/${diastolic}/${mean}`;
  const isRepeat = memory.pressure !== null && memory.pressure.values === values && ageSeconds >= memory.pressure.ageSeconds;
  memory.pressure = { ageSeconds, values };
  if (isRepeat) return said;
  memory.set += 1;
  memory.cuffPulseOwed = { set: memory.set, ageSeconds };
  const note: ReadingNote = { ageSeconds, determination: type === '1' ? 'stat' : 'normal' };
  if (patient === '1' || patient === '2') note.patientType = patient === '1' ? 'adult' : 'neonate';
  const about = { how: 'spot' as const, set: memory.set, note };
  return [...said, ...sayPressures({ systolic: Number(systolic), diastolic: Number(diastolic), mean: Number(mean) }, span, about)];
}

function readSaturation(fields: RegExpExecArray, span: Span, memory: Memory): Heard[] {
  const [, status = '', saturation = '', signal = '', averaging = ''] = fields;
  const states: Record<string, Status['status']> = { '0': 'standby', '1': 'ready', '3': 'sensor-off', '6': 'sensor-disconnected' };
  const state = states[status];
  if (state === undefined) return tell(memory, 'saturation', 'refused', span, fields[0]);
  memory.set += 1;
  const value = state === 'ready' ? positive(saturation) : null;
  const note: ReadingNote = averaging.trim() === '' ? {} : { averaging: `${Number(averaging)} s, signal ${signal}` };
  return [...tell(memory, 'saturation', state, span), sayReading('spo2', value, span, { how: 'continuous', set: memory.set, note })];
}

function readPulse(fields: RegExpExecArray, span: Span, memory: Memory): Heard[] {
  const [, source = '', rate = ''] = fields;
  const value = positive(rate);
  if (source === '2') {
    memory.set += 1;
    return [sayReading('pulseRate', value, span, { how: 'continuous', set: memory.set, note: { pulseSource: 'oximeter' } })];
  }
  const owed = memory.cuffPulseOwed;
  if (source !== '3' || owed === null) return [];
  memory.cuffPulseOwed = null;
  return [sayReading('pulseRate', value, span, { how: 'spot', set: owed.set, note: { pulseSource: 'cuff', ageSeconds: owed.ageSeconds } })];
}

function readTemperature(fields: RegExpExecArray, span: Span, memory: Memory): Heard[] {
  const [, status = '', mode = '', counter = '', age = '', tenths = ''] = fields;
  if (temperatureFailures[status] !== undefined)
    return tell(memory, 'temperature', 'measurement-failed', span, temperatureFailures[status]);
  if (status !== '0' || age === '99999') return status === '1' ? tell(memory, 'temperature', 'measuring', span) : [];
  const said = tell(memory, 'temperature', 'ready', span);
  if (counter === memory.temperatureCounter) return said;
  memory.temperatureCounter = counter;
  if (Number(tenths) === 0) return said;
  memory.set += 1;
  const note: ReadingNote = { ageSeconds: Number(age), temperatureMode: mode === '1' ? 'monitored' : 'predictive' };
  return [...said, saySent('temperature', Number(tenths) / 10, '[degF]', span, { how: 'spot', set: memory.set, note })];
}

/** 000, -99 and blanks are no number. */
function positive(text: string): number | null {
  const number = Number(text);
  return text.trim() === '' || !Number.isInteger(number) || number <= 0 ? null : number;
}

/** Each part of the monitor has its own state, said when it changes; being ready is not news at the start. */
function tell(memory: Memory, part: string, status: Status['status'], span: Span, about?: string): Heard[] {
  const before = memory.told[part];
  const now = about === undefined ? status : `${status} ${about}`;
  if (before === now) return [];
  memory.told[part] = now;
  return before === undefined && status === 'ready' ? [] : [sayStatus(status, span, about)];
}

function noise(span: Span, why: string): Heard {
  return { kind: 'noise', ...span, bytes: span.at - span.from, why };
}
