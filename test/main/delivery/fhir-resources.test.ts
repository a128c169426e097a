import { expect, test } from 'vitest';
import { insertPerson } from '../../../src/main/storage/people.ts';
import { measuredAt, pressure, signedAt, simple, type Value } from './clinic.ts';
import { serve, startDelivering } from './delivering.ts';

const weight = simple('weight', 180.4, '[lb_av]', { source: 'device' });
const height = simple('height', 70, '[in_i]', { source: 'typed', qualifiers: { method: 'reported' } });
const everything: Value[] = [
  pressure(128, 82, {
    numbers: [
      ['systolic', 128, 'mm[Hg]'],
      ['diastolic', 82, 'mm[Hg]'],
      ['meanArterialPressure', 97, 'mm[Hg]'],
    ],
    qualifiers: { site: 'left arm', position: 'sitting', cuff: 'large-adult', method: 'oscillometry', note: 'Crossed legs at first.' },
  }),
  simple('pulseRate', 71, '/min', { note: { pulseSource: 'oximeter' } }),
  simple('spo2', 94, '%', { qualifiers: { site: 'finger', oxygen: { delivery: 'nasal-cannula', litersPerMinute: 2, percent: null } } }),
  simple('temperature', 99.3, '[degF]', { qualifiers: { site: 'oral' } }),
  simple('respiratoryRate', 15, '/min', { source: 'counted', qualifiers: { method: '30 seconds, twice' } }),
  weight,
  height,
  simple('bodyMassIndex', 25.9, 'kg/m2', { source: 'computed', arithmetic: '81.8 kg / (1.778 m)^2' }),
  simple('painScore', 0, '{score}', { source: 'typed' }),
];

async function delivered(values: readonly Value[], sendProvenance = false) {
  const server = await serve();
  const delivering = startDelivering({ baseUrl: server.baseUrl, sendProvenance });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), values);
  await delivering.reaches('delivered');
  const observations = await server.observations();
  const one = (loinc: string) => observations.find(({ code }) => code.coding?.some(({ code: each }) => each === loinc))!;
  return { server, delivering, observations, one };
}

test('every value of a whole visit is accepted by a validating server and reads back as it was signed', async () => {
  const { server, delivering, observations, one } = await delivered(everything);
  const [patient] = await server.read('Patient');
  expect(observations).toHaveLength(everything.length);
  for (const { status, subject, effectiveDateTime, issued, performer } of observations) {
    expect(status).toBe('final');
    expect(subject?.reference).toBe(`Patient/${patient!.id}`);
    expect(effectiveDateTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    expect(new Date(effectiveDateTime!)).toEqual(measuredAt);
    expect(new Date(issued!)).toEqual(signedAt);
    expect(performer).toEqual([{ display: 'Alex Doe' }]);
  }
  const quantity = (loinc: string) => one(loinc).valueQuantity;
  expect(quantity('8867-4')).toMatchObject({ value: 71, code: '/min', unit: 'beats/minute' });
  expect(quantity('2708-6')).toMatchObject({ value: 94, code: '%' });
  expect(quantity('9279-1')).toMatchObject({ value: 15, code: '/min', unit: 'breaths/minute' });
  expect(quantity('29463-7')).toMatchObject({ value: 180.4, code: '[lb_av]' });
  expect(quantity('8302-2')).toMatchObject({ value: 70, code: '[in_i]' });
  expect(quantity('39156-5')).toMatchObject({ value: 25.9, code: 'kg/m2' });
  expect(quantity('72514-3')).toMatchObject({ value: 0, code: '{score}' });
  expect(delivering.faults).toEqual([]);
});

test('a blood pressure is one panel with its three components, its arm, posture, cuff and method', async () => {
  const { one } = await delivered([everything[0]!]);
  const panel = one('85354-9');
  expect(panel.valueQuantity).toBeUndefined();
  expect(panel.component?.map(({ code, valueQuantity }) => [code.coding?.[0]?.code, valueQuantity?.value, valueQuantity?.code])).toEqual([
    ['8480-6', 128, 'mm[Hg]'],
    ['8462-4', 82, 'mm[Hg]'],
    ['8478-0', 97, 'mm[Hg]'],
  ]);
  expect(panel.bodySite?.coding?.[0]?.code).toBe('723961002');
  expect(panel.method?.coding?.[0]?.code).toBe('31813000');
  expect(panel.extension?.find(({ url }) => url.endsWith('bodyPosition'))?.valueCodeableConcept?.coding?.[0]?.code).toBe('33586001');
  expect(JSON.stringify(panel.contained)).toContain('Large adult');
  expect(panel.note?.map(({ text }) => text)).toEqual(['Crossed legs at first.']);
});

test('the cuff of an average, and of a pressure that was typed, is in a note', async () => {
  const qualifiers = { cuff: 'large-adult' } as const;
  const { one } = await delivered([
    pressure(126, 81, { madeOf: [pressure(128, 82), pressure(124, 80)], qualifiers }),
    pressure(120, 80, { source: 'typed', qualifiers }),
  ]);
  for (const loinc of ['96607-7', '85354-9']) expect(one(loinc).note?.map(({ text }) => text)).toEqual(['Cuff: Large adult, 35-44 cm']);
});

test('a pressure in kPa goes out in whole mm[Hg], which is as fine as it was measured', async () => {
  const { one } = await delivered([
    pressure(0, 0, {
      numbers: [
        ['systolic', 16, 'kPa'],
        ['diastolic', 10.7, 'kPa'],
      ],
    }),
  ]);
  expect(one('85354-9').component?.map(({ valueQuantity }) => [valueQuantity?.value, valueQuantity?.code])).toEqual([
    [120, 'mm[Hg]'],
    [80, 'mm[Hg]'],
  ]);
});

test('an average is the average panel, from its first to its last reading, with their number', async () => {
  const later = new Date(measuredAt.getTime() + 120_000);
  const { one } = await delivered([pressure(126, 81, { madeOf: [pressure(128, 82), pressure(124, 80, { at: later })] })]);
  const panel = one('96607-7');
  expect(
    panel.component?.map(({ code, valueQuantity, valueInteger }) => [code.coding?.[0]?.code, valueQuantity?.value ?? valueInteger]),
  ).toEqual([
    ['96608-5', 126],
    ['96609-3', 81],
    ['246432004', 2],
  ]);
  expect([panel.effectivePeriod?.start, panel.effectivePeriod?.end].map((time) => new Date(time!))).toEqual([measuredAt, later]);
  expect(panel.device).toBeUndefined();
});

test('a saturation has both its codes, and the oxygen it was measured on', async () => {
  const { one } = await delivered([everything[2]!]);
  expect(one('59408-5').code.coding?.map(({ code }) => code)).toEqual(expect.arrayContaining(['59408-5', '2708-6']));
  expect(
    one('59408-5').component?.map(({ code, valueQuantity }) => [code.coding?.[0]?.code, valueQuantity?.value, valueQuantity?.code]),
  ).toEqual([['3151-8', 2, 'L/min']]);
});

test('oxygen of which nobody knows how much is not room air: its flow is unknown, and a note says by what it was given', async () => {
  const oxygen = { delivery: 'non-rebreather', litersPerMinute: null, percent: null } as const;
  const { one } = await delivered([simple('spo2', 91, '%', { qualifiers: { oxygen } })]);
  const saturation = one('59408-5');
  expect(
    saturation.component?.map(({ code, valueQuantity, dataAbsentReason }) => [
      code.coding?.[0]?.code,
      valueQuantity?.value,
      dataAbsentReason?.coding?.[0]?.code,
    ]),
  ).toEqual([['3151-8', undefined, 'unknown']]);
  expect(saturation.note?.map(({ text }) => text)).toEqual(['Oxygen: non-rebreather mask']);
  const { one: other } = await delivered([
    simple('spo2', 93, '%', { qualifiers: { oxygen: { delivery: 'simple-mask', litersPerMinute: null, percent: 40 } } }),
  ]);
  expect(other('59408-5').component?.map(({ code, valueQuantity }) => [code.coding?.[0]?.code, valueQuantity?.value])).toEqual([
    ['3150-0', 40],
  ]);
});

test('room air is said by saying nothing', async () => {
  const oxygen = { delivery: 'room-air', litersPerMinute: null, percent: null } as const;
  const { one } = await delivered([simple('spo2', 97, '%', { qualifiers: { oxygen } })]);
  expect(one('59408-5').component).toBeUndefined();
  expect(one('59408-5').note).toBeUndefined();
});

test('a temperature goes out in the unit it was sent in', async () => {
  const { one } = await delivered([simple('temperature', 99.3, '[degF]')]);
  expect(one('8310-5').valueQuantity).toEqual({ value: 99.3, unit: 'degF', system: 'http://unitsofmeasure.org', code: '[degF]' });
  const { one: other } = await delivered([simple('temperature', 37.4, 'Cel')]);
  expect(other('8310-5').valueQuantity).toMatchObject({ value: 37.4, code: 'Cel' });
});

test('what a device measured names the device; what a person typed or counted names none', async () => {
  const { one } = await delivered(everything);
  const named = (loinc: string) => [one(loinc).device?.reference, one(loinc).contained?.length, one(loinc).extension?.length];
  expect(named('8867-4')).toEqual(['#device', 1, 1]);
  for (const loinc of ['8302-2', '9279-1', '72514-3']) expect(named(loinc)).toEqual([undefined, undefined, undefined]);
  expect(one('9279-1').method?.text).toBe('Counted, 30 seconds, twice');
});

test('a device is named with what it said of itself, and with nothing that it did not', async () => {
  const deviceIdentity = { model: 'HEM-7080IT', serial: '20101-000123', firmware: '1.7' };
  const { one } = await delivered([simple('pulseRate', 71, '/min', { deviceIdentity }), simple('spo2', 94, '%')]);
  expect(one('8867-4').contained).toEqual([
    {
      resourceType: 'Device',
      id: 'device',
      serialNumber: '20101-000123',
      deviceName: [{ name: 'Monitor in room 2', type: 'user-friendly-name' }],
      modelNumber: 'HEM-7080IT',
      version: [{ value: '1.7' }],
    },
  ]);
  expect(Object.keys(one('59408-5').contained![0]!).sort()).toEqual(['deviceName', 'id', 'resourceType']);
});

test('a count without words on how is just a count', async () => {
  const { one } = await delivered([simple('respiratoryRate', 15, '/min', { source: 'counted' })]);
  expect(one('9279-1').method?.text).toBe('Counted');
});

test('a pulse says what counted it', async () => {
  const codes = async (pulseSource: 'oximeter' | 'cuff' | 'ecg') =>
    (await delivered([simple('pulseRate', 71, '/min', { note: { pulseSource } })])).one('8867-4').code.coding?.map(({ code }) => code);
  expect(await codes('oximeter')).toEqual(['8867-4', '8889-8', '149530']);
  expect(await codes('cuff')).toEqual(['8867-4', '149546']);
  expect(await codes('ecg')).toEqual(['8867-4', '76282-3', '147842']);
});

test('a code says where, how and in which posture it was measured, beyond the one that is asked for', async () => {
  const { one } = await delivered([
    simple('temperature', 99.3, '[degF]', { qualifiers: { site: 'tympanic' } }),
    simple('pulseRate', 88, '/min', { qualifiers: { position: 'standing' }, note: { pulseSource: 'cuff' } }),
    weight,
    height,
  ]);
  const codes = (loinc: string) => one(loinc).code.coding?.map(({ code }) => code);
  expect(codes('8310-5')).toEqual(['8310-5', '150364', '8333-7', '150392']);
  expect(codes('8867-4')).toEqual(['8867-4', '69001-6', '149546']);
  expect(codes('29463-7')).toEqual(['29463-7', '188736', '3141-9']);
  // Told by the patient, not measured.
  expect(codes('8302-2')).toEqual(['8302-2', '188740']);
});

test.each([
  ['mouth', '74262004', ['8331-1', '188424']],
  ['rectum', '34402009', ['8332-9', '188420']],
  ['armpit', '422543003', ['8328-7', '188452']],
  ['tympanum', '42859004', ['8333-7', '150392']],
  ['ear', '117590005', ['76011-6', '188428']],
])('the place a thermometer calls "%s" goes out in codes, and in its own word', async (site, snomed, narrower) => {
  const { one } = await delivered([simple('temperature', 37.9, 'Cel', { qualifiers: { site } })]);
  const temperature = one('8310-5');
  expect(temperature.bodySite).toMatchObject({ coding: [{ code: snomed }], text: site });
  expect(temperature.code.coding?.map(({ code }) => code)).toEqual(['8310-5', '150364', ...narrower]);
});

test('a height says whether the patient stood or lay', async () => {
  const told = async (method: string) => {
    const { one } = await delivered([simple('height', 171.5, 'cm', { source: 'typed', qualifiers: { method } })]);
    return [one('8302-2').code.coding?.map(({ code }) => code), one('8302-2').method];
  };
  expect(await told('standing')).toMatchObject([['8302-2', '188740', '3137-7'], { coding: [{ code: '258104002' }], text: 'standing' }]);
  expect(await told('lying length')).toEqual([['8302-2', '188740', '8306-3'], { text: 'lying length' }]);
});

test('a side of a pressure that was not had says so, and by whom it was tried', async () => {
  const reasons = async (source: 'device' | 'typed') => {
    const { one } = await delivered([pressure(148, 0, { source, numbers: [['systolic', 148, 'mm[Hg]']] })]);
    return one('85354-9').component?.map(
      ({ valueQuantity, dataAbsentReason }) => valueQuantity?.value ?? dataAbsentReason?.coding?.[0]?.code,
    );
  };
  expect(await reasons('device')).toEqual([148, 'error']);
  expect(await reasons('typed')).toEqual([148, 'unknown']);
});

test('a body mass index points at the weight and height that went with it', async () => {
  const { one } = await delivered(everything);
  const index = one('39156-5');
  expect(index.derivedFrom?.map(({ reference }) => reference)).toEqual([
    `Observation/${one('29463-7').id}`,
    `Observation/${one('8302-2').id}`,
  ]);
  expect(index.note?.map(({ text }) => text)).toEqual(['81.8 kg / (1.778 m)^2']);
});

test('every part keeps its receipt: server id, version, place, time, status and the hash of what was sent', async () => {
  const { delivering, observations } = await delivered(everything);
  for (const part of delivering.parts()) {
    const theirs = observations.find(({ id }) => id === part.server_id);
    expect(theirs?.identifier?.[0]?.value).toBe(part.identifier);
    expect(part).toMatchObject({ state: 'delivered', version_id: theirs?.meta?.versionId, http_status: 201 });
    expect(part.location).toContain(`Observation/${theirs?.id}`);
    expect(part.body_hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(part.server_time).not.toBeNull();
  }
});

test('a provenance for each source says who measured, who verified and what forwarded, for everything that was created', async () => {
  const typed = simple('temperature', 98.4, '[degF]', { source: 'typed' });
  const { server, delivering, one } = await delivered([weight, typed, simple('pulseRate', 71, '/min'), height], true);
  const told = ((await server.read('Provenance')) as import('@medplum/fhirtypes').Provenance[]).map(({ target, agent }) => [
    target.map(({ reference }) => reference),
    agent.map(({ type, who }) => [type?.coding?.[0]?.code, who.display]),
  ]);
  const of = (...loincs: string[]) => loincs.map((loinc) => `Observation/${one(loinc).id}`);
  const others = [
    ['verifier', 'Alex Doe'],
    ['assembler', 'Station 2'],
  ];
  expect(told).toEqual([
    [of('29463-7', '8867-4'), [['author', 'Monitor in room 2'], ...others]],
    [of('8310-5', '8302-2'), [['author', 'Alex Doe'], ...others]],
  ]);
  expect(delivering.parts().slice(-2)).toMatchObject([
    { kind: 'provenance', state: 'delivered' },
    { kind: 'provenance', state: 'delivered' },
  ]);
});

test('an index that was worked out of two sources has a provenance with both', async () => {
  const { server } = await delivered([weight, height, everything[7]!], true);
  const authors = ((await server.read('Provenance')) as import('@medplum/fhirtypes').Provenance[]).map(({ agent }) =>
    agent.filter(({ type }) => type?.coding?.[0]?.code === 'author').map(({ who }) => who.display),
  );
  expect(authors).toEqual([['Monitor in room 2'], ['Alex Doe'], ['Monitor in room 2', 'Alex Doe']]);
});

test('who typed a value is its performer, whoever signed it', async () => {
  const server = await serve(['100'], [{ method: 'POST', does: 'answer', status: 503, times: 1 }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const pin = { salt: Buffer.alloc(16), hash: Buffer.alloc(32) };
  insertPerson(delivering.db, { id: 'kim', name: 'Kim Roe', role: 'nurse', pin, addedAt: measuredAt });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [simple('painScore', 3, '{score}', { source: 'typed' })]);
  await delivering.reaches('retry-wait');
  delivering.db.prepare("UPDATE measurements SET typed_by = 'kim'").run();
  delivering.skip(60_000);
  await delivering.reaches('delivered');
  expect((await server.observations())[0]!.performer).toEqual([{ display: 'Kim Roe' }]);
});
