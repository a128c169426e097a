/** The waveform of an EKG as one Observation with SampledData. EHR notes 2.10, EKG notes 1.12. */
import { type Lead, noSample, type StandardLead, type Tracing } from '../model/tracing.ts';
import { UnwritableTracing } from '../model/tracing-format.ts';
import { deviceOf, effectiveOf, identifierOf, loinc, mdc, type Naming, procedure, type Resource, type Status } from './naming.ts';

const leadCodes: Readonly<Record<StandardLead, number>> = {
  I: 131329,
  II: 131330,
  III: 131389,
  aVR: 131390,
  aVL: 131391,
  aVF: 131392,
  V1: 131331,
  V2: 131332,
  V3: 131333,
  V4: 131334,
  V5: 131335,
  V6: 131336,
};

/** The leads that are sent: those computed from others are the receiver's to compute. */
export function storedLeads({ leads }: Tracing): Lead[] {
  return leads.filter(({ derived, samples }) => derived !== true && samples.some((value) => value !== noSample));
}

/** A component for each stored lead. Throws UnwritableTracing where there is none, or what a step is worth is not known. */
export function waveObservation(tracing: Tracing, status: Status, naming: Naming): Resource {
  const stored = storedLeads(tracing);
  const [first] = stored;
  if (first === undefined) throw new UnwritableTracing('there is no lead to write');
  return {
    resourceType: 'Observation',
    ...identifierOf('wave', naming),
    status,
    category: procedure,
    code: { coding: [loinc('11524-6', 'EKG study'), mdc(131328, 'MDC_ECG_ELEC_POTL')], text: 'EKG waveform' },
    subject: { reference: naming.subject },
    ...(naming.performer === null ? {} : { performer: [{ display: naming.performer }] }),
    ...deviceOf(naming),
    ...periodOf(naming, first.samples.length / first.hz),
    component: stored.map(leadComponent),
  };
}

/** Sample x factor + origin, in microvolts; E where there is no sample. */
function leadComponent({ name, samples, hz, nanovoltsPerBit, baseline }: Lead): Resource {
  if (nanovoltsPerBit === null) throw new UnwritableTracing(`${name}: what a step is worth is not known`);
  const code = leadCodes[name as StandardLead];
  const origin = Number(((-baseline * nanovoltsPerBit) / 1000).toPrecision(12));
  return {
    code: code === undefined ? { text: name } : { coding: [mdc(code, `MDC_ECG_ELEC_POTL_${name.toUpperCase()}`)], text: `Lead ${name}` },
    valueSampledData: {
      // Never -0, which JSON has no word for.
      origin: { value: origin === 0 ? 0 : origin, unit: 'uV', system: 'http://unitsofmeasure.org', code: 'uV' },
      period: 1000 / hz,
      factor: nanovoltsPerBit / 1000,
      dimensions: 1,
      data: Array.from(samples, (value) => (value === noSample ? 'E' : value)).join(' '),
    },
  };
}

function periodOf({ when }: Naming, seconds: number): Resource {
  const zone = /T.*(Z|[+-]\d\d:\d\d)$/.exec(when.at ?? '')?.[1];
  if (when.at === null || zone === undefined) return effectiveOf(when);
  return { effectivePeriod: { start: when.at, end: inZone(new Date(Date.parse(when.at) + seconds * 1000), zone) } };
}

/** The moment as the clock of that offset shows it. */
function inZone(moment: Date, zone: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [null, '+', '0', '0'];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return new Date(moment.getTime() + offset * 60_000).toISOString().replace(/(\.\d+)?Z$/, zone);
}
