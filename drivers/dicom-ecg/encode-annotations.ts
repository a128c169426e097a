/// <reference path="./dcmjs.d.ts" />
/** Annotations to be written: statements, what the device measured, and the points of its beat. EKG notes 1.2. */
import type { DicomDataset } from 'dcmjs';
import type { BeatPoints, Measurements, Tracing } from '../model/tracing.ts';
import { type MeasurementName, measurementCodes, pointCodes } from './codes.ts';
import { codeItem, datasetOf, decimal } from './elements.ts';

const rhythm = 1;
const beat = 2;
const allChannels = 0;
const units = { ms: 'milliseconds', deg: 'degrees', '/min': 'per minute' };

export function annotationItems({ statements, deviceMeasurements, representativeBeat }: Tracing): DicomDataset[] {
  return [
    ...statements.map(statementItem),
    ...(deviceMeasurements === null ? [] : measurementItems(deviceMeasurements)),
    ...(representativeBeat?.points ? pointItems(representativeBeat.points) : []),
  ];
}

function statementItem(statement: string): DicomDataset {
  return datasetOf([
    ['0040A0B0', 'US', rhythm, allChannels],
    ['0040A180', 'US', 0],
    ['00700006', 'ST', statement],
  ]);
}

function measurementItems(measured: Measurements): DicomDataset[] {
  return (Object.keys(measurementCodes) as MeasurementName[]).flatMap((name) => {
    const value = measured[name];
    if (value === null) return [];
    const { value: code, scheme, meaning, unit } = measurementCodes[name];
    const formula = name === 'qtc' && measured.qtcFormula !== null ? ` (${measured.qtcFormula})` : '';
    return [
      datasetOf([
        ['004008EA', 'SQ', codeItem({ value: unit, scheme: 'UCUM', meaning: units[unit] })],
        ['0040A043', 'SQ', codeItem({ value: code, scheme, meaning: meaning + formula })],
        ['0040A0B0', 'US', rhythm, allChannels],
        ['0040A180', 'US', 1],
        ['0040A30A', 'DS', decimal(value, meaning)],
      ]),
    ];
  });
}

/** Positions count from 1, as the reader takes them. */
function pointItems(points: BeatPoints): DicomDataset[] {
  return (Object.keys(pointCodes) as (keyof BeatPoints)[]).flatMap((name) => {
    const sample = points[name];
    if (sample === null) return [];
    return [
      datasetOf([
        ['0040A043', 'SQ', codeItem(pointCodes[name])],
        ['0040A0B0', 'US', beat, allChannels],
        ['0040A130', 'CS', 'POINT'],
        ['0040A132', 'UL', sample + 1],
        ['0040A180', 'US', 2],
      ]),
    ];
  });
}
