import { describe, expect, it } from 'vitest';
import type { EkgCandidate, EkgFilePatient, EkgMedianBeat, EkgValues } from '../../../../src/preload/contract.ts';
import { agreementWords } from '../../../../src/renderer/screens/ekg/inbox/words.ts';
import { ageAt } from '../../../../src/renderer/screens/ekg/review/facts.ts';
import { beatSheet } from '../../../../src/renderer/screens/ekg/review/median-beats.ts';
import { draftOf, missingWords, qtcOf, readDraft, valueRows, valueWords } from '../../../../src/renderer/screens/ekg/review/values.ts';

const values: EkgValues = {
  heartRate: 72,
  rr: 833,
  pr: 158,
  pDuration: 96,
  qrs: 92,
  qt: 394,
  qtc: 432,
  qtcFormula: 'bazett',
  pAxis: -12,
  qrsAxis: 34,
  tAxis: null,
};
const row = (key: string) => valueRows.find((one) => one.key === key)!;

describe('values being edited', () => {
  it('come back as they were; empty is nothing, not zero', () => {
    expect(readDraft(draftOf(values), 'bazett')).toEqual({ values });
    const emptied = readDraft({ ...draftOf(values), qtc: ' ' }, 'bazett');
    expect(emptied).toEqual({ values: { ...values, qtc: null, qtcFormula: null } });
  });

  it.each([
    ['qt', '39.4', /^QT: whole numbers/],
    ['qt', 'abc', /^QT: whole numbers/],
    ['qrs', '920', /^QRS: 30 to 400 ms can be saved\. Is 920 meant\?$/],
    ['tAxis', '181', /^T axis: -180 to 180/],
  ] as const)('%s of %s is not saved, and the words say what can be', (key, typed, words) => {
    expect(readDraft({ ...draftOf(values), [key]: typed }, 'bazett')).toEqual({ problem: expect.stringMatching(words) });
  });

  it('take a true minus, and show one', () => {
    expect(readDraft({ ...draftOf(values), pAxis: '−30' }, 'bazett')).toMatchObject({ values: { pAxis: -30 } });
    expect(valueWords(-12, row('pAxis'))).toBe('−12°');
    expect(valueWords(null, row('tAxis'))).toBe('—');
  });

  it('offer QTc only of a QT and an RR that are there', () => {
    expect(qtcOf(draftOf(values), 'bazett')).toBe(432);
    expect(qtcOf(draftOf(values), 'fridericia')).toBe(419);
    expect(qtcOf({ ...draftOf(values), rr: '' }, 'bazett')).toBeNull();
  });
});

describe('what is missing', () => {
  it('is said with its reason', () => {
    expect(missingWords(values, false)).toEqual([]);
    expect(missingWords({ ...values, pr: null, pDuration: null }, true)[0]).toMatch(
      /^P: none was found before the QRS; the rhythm is irregular/,
    );
    expect(missingWords({ ...values, qt: null, qtc: null }, false)).toEqual(['QT: the end of T is not clear in enough leads.']);
    expect(missingWords({ ...values, heartRate: null }, false)).toEqual(['Fewer than two beats could be found.']);
  });
});

describe('whose a file is', () => {
  const file: EkgFilePatient = { ids: ['77'], family: 'Hadad', given: 'Samir', birthDate: '1981-07-02', sex: null, ageYears: null };
  const candidate = (change: Partial<EkgCandidate>): EkgCandidate => ({
    patientId: 'a',
    family: 'Haddad',
    given: 'Samir',
    dateOfBirth: '1981-07-02',
    mrn: '77',
    numberMatches: true,
    nameMatches: false,
    birthDateMatches: true,
    ...change,
  });
  it.each([
    [{}, 'The name on the file is HADAD, Samir; the date of birth and the number match.'],
    [{ nameMatches: true }, 'Name, date of birth and number are the same.'],
    [{ nameMatches: true, numberMatches: false }, 'The number on it is 77; the name and the date of birth match.'],
    [
      { numberMatches: false, birthDateMatches: false },
      'The name on the file is HADAD, Samir, the date of birth on it is 07/02/1981, the number on it is 77; nothing on it matches.',
    ],
  ])('%j is said in one sentence', (change, words) => {
    expect(agreementWords(candidate(change), file)).toBe(words);
  });

  it('counts years completed on the day it was taken', () => {
    expect([ageAt('1981-07-02', '2026-07-01T23:59:00'), ageAt('1981-07-02', '2026-07-02T00:00:00'), ageAt('1981-07-02', null)]).toEqual([
      44,
      45,
      null,
    ]);
  });
});

describe('median beats', () => {
  const beat = (hz: number, qrsOn: number): EkgMedianBeat => ({
    hz,
    leads: ['I', 'V1'],
    values: [
      Array.from({ length: hz }, (_, at) => (at === qrsOn ? 500 : 0)),
      Array.from({ length: hz }, (_, at) => (at === qrsOn ? -900 : 0)),
    ],
    points: { pOn: qrsOn - Math.round(0.16 * hz), pOff: null, qrsOn, qrsOff: qrsOn + Math.round(0.1 * hz), tOff: null },
  });

  it('of two rates lie on each other at the beginning of the QRS', () => {
    const sheet = beatSheet(beat(500, 200), beat(1000, 350));
    for (const { today, before } of sheet.cells) {
      expect(today).toMatch(/L0\.0 (-500|900)L/);
      expect(before).toMatch(/L0\.0 (-500|900)L/);
    }
    expect(sheet.from).toBe(-350);
    expect(sheet.to).toBe(598);
    expect(sheet.marks).toEqual([
      { name: 'P on', milliseconds: -160 },
      { name: 'QRS on', milliseconds: 0 },
      { name: 'QRS off', milliseconds: 100 },
    ]);
  });

  it('draw nothing for a lead that the earlier tracing does not have', () => {
    const other = { ...beat(500, 200), leads: ['II', 'V1'] };
    expect(beatSheet(beat(500, 200), other).cells.map(({ before }) => before === '')).toEqual([true, false]);
  });
});
