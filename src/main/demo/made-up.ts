/** Six patients and four people who do not exist. Any likeness to a real person is chance. */
import type { Patient, Role, SheetKey } from '../../preload/contract.ts';

export interface MadeUpPerson {
  name: string;
  role: Role;
  pin: string;
}

export const madeUpPeople: readonly MadeUpPerson[] = [
  { name: 'Maria Reyes', role: 'assistant', pin: '271828' },
  { name: 'Devon Park', role: 'nurse', pin: '314159' },
  { name: 'Dr. Lindqvist', role: 'clinician', pin: '141421' },
  { name: 'Tom Whitfield', role: 'administrator', pin: '161803' },
];

/** Numbers in each quantity's own unit; blood pressure as systolic, diastolic, mean. */
export type MadeUpValues = Partial<Record<Exclude<SheetKey, 'bodyMassIndex'>, readonly number[]>>;

export interface MadeUpPatient extends Omit<Patient, 'id'> {
  clinician: string;
  reason: string;
  /** Minutes from now to the appointment; below zero: it should have begun. */
  appointmentIn: number;
  /** Minutes since they arrived; null: not yet. */
  arrivedAgo: number | null;
  before: readonly { daysAgo: number; values: MadeUpValues }[];
}

export const madeUpPatients: readonly MadeUpPatient[] = [
  {
    family: 'Okafor',
    given: 'Adaeze',
    dateOfBirth: '1958-03-14',
    mrn: '00482913',
    sex: 'female',
    limbRestriction: 'left-arm',
    clinician: 'Dr. Lindqvist',
    reason: 'Blood pressure follow-up',
    appointmentIn: -20,
    arrivedAgo: 12,
    before: [
      visit(278, [152, 92, 112], 82, 97, 36.7, 16, 81.2),
      visit(187, [148, 90, 109], 78, 97, 36.6, 15, 80.4),
      visit(96, [144, 86, 105], 76, 98, 36.8, 16, 79.1),
      visit(33, [138, 84, 102], 74, 97, 36.7, 14, 78.6),
    ],
  },
  {
    family: 'Haddad',
    given: 'Samir',
    dateOfBirth: '1981-07-02',
    mrn: '00517770',
    sex: 'male',
    limbRestriction: null,
    clinician: 'Dr. Lindqvist',
    reason: 'Palpitations',
    appointmentIn: -10,
    arrivedAgo: 4,
    before: [visit(402, [126, 78, 94], 70, 98, 36.5, 14, 88.3), visit(51, [130, 80, 97], 88, 97, 36.9, 16, 90.1)],
  },
  {
    family: 'Brandt',
    given: 'Emma',
    dateOfBirth: '2022-05-19',
    mrn: '00560152',
    sex: 'female',
    limbRestriction: null,
    clinician: 'Dr. Osei',
    reason: 'Well child',
    appointmentIn: 0,
    arrivedAgo: 1,
    before: [
      { daysAgo: 370, values: { pulseRate: [104], temperature: [36.8], respiratoryRate: [24], weight: [14.6], height: [96.5] } },
      { daysAgo: 186, values: { pulseRate: [101], temperature: [36.9], respiratoryRate: [24], weight: [15.8], height: [100.2] } },
    ],
  },
  {
    family: 'Nguyen',
    given: 'Linh',
    dateOfBirth: '1993-11-08',
    mrn: '00533895',
    sex: 'female',
    limbRestriction: null,
    clinician: 'Dr. Osei',
    reason: 'Vaccines',
    appointmentIn: 20,
    arrivedAgo: null,
    before: [],
  },
  {
    family: 'Okafor',
    given: 'Adanna',
    dateOfBirth: '1991-09-27',
    mrn: '00491744',
    sex: 'female',
    limbRestriction: null,
    clinician: 'Dr. Lindqvist',
    reason: 'Annual visit',
    appointmentIn: 40,
    arrivedAgo: null,
    before: [],
  },
  {
    family: 'Ward',
    given: 'Thomas',
    dateOfBirth: '1946-01-30',
    mrn: '00308427',
    sex: 'male',
    limbRestriction: null,
    clinician: 'Dr. Lindqvist',
    reason: 'Medication review',
    appointmentIn: 60,
    arrivedAgo: null,
    before: [visit(64, [134, 70, 91], 62, 95, 36.4, 17, 72.5)],
  },
];

function visit(
  daysAgo: number,
  bloodPressure: readonly [systolic: number, diastolic: number, mean: number],
  pulse: number,
  saturation: number,
  temperature: number,
  breaths: number,
  weight: number,
): MadeUpPatient['before'][number] {
  return {
    daysAgo,
    values: {
      bloodPressure,
      pulseRate: [pulse],
      spo2: [saturation],
      temperature: [temperature],
      respiratoryRate: [breaths],
      weight: [weight],
    },
  };
}
