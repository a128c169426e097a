/** Earlier visits: one line per value, points joined only by time, corrected ones in place of what they corrected. */
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { HistoryPoint, Quantity } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { dateOfBirthWords } from './identity.ts';
import styles from './rooming.module.css';
import { unitWords } from './shown.ts';
import trendsStyles from './trends.module.css';
import { useEscape } from './useEscape.ts';

const groups: readonly { id: string; label: string; quantities: readonly Quantity[] }[] = [
  { id: 'pressure', label: 'BP', quantities: ['systolic', 'diastolic'] },
  { id: 'pulse', label: 'Pulse', quantities: ['pulseRate'] },
  { id: 'spo2', label: 'SpO₂', quantities: ['spo2'] },
  { id: 'temperature', label: 'Temp', quantities: ['temperature'] },
  { id: 'weight', label: 'Weight', quantities: ['weight'] },
];

interface TrendsProps {
  patientId: string;
  /** Where they were opened over something else; Escape closes them. */
  onClose?: () => void;
}

const nothing = () => undefined;

export function Trends({ patientId, onClose }: TrendsProps) {
  const [history, setHistory] = useState<HistoryPoint[] | null>(null);
  const [groupId, setGroupId] = useState('pressure');
  useEscape(onClose ?? nothing, onClose !== undefined);
  useEffect(() => {
    let wanted = true;
    call('patients.history', { patientId })
      .then((points) => wanted && setHistory(points))
      .catch(() => wanted && setHistory([]));
    return () => {
      wanted = false;
    };
  }, [patientId]);
  const group = groups.find(({ id }) => id === groupId)!;
  const points = (history ?? []).filter(({ quantity, status }) => group.quantities.includes(quantity) && status !== 'withdrawn');
  return (
    <section className={trendsStyles.trends} data-over={onClose === undefined ? undefined : ''} aria-label="Earlier visits">
      <Segmented label="Value" value={groupId} options={groups.map(({ id, label }) => ({ id, label }))} onChange={setGroupId} />
      {history === null ? null : points.length === 0 ? (
        <p className={styles.hint}>Nothing of this kind was signed here before.</p>
      ) : (
        <>
          <Chart points={points} quantities={group.quantities} />
          <table className={trendsStyles.trendTable}>
            <caption>{group.label} by visit</caption>
            <tbody>
              {byTime(points).map(({ at, shown }) => (
                <tr key={at}>
                  <th scope="row">{dateOfBirthWords(at.slice(0, 10))}</th>
                  <td>{shown}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

function byTime(points: readonly HistoryPoint[]): { at: string; shown: string }[] {
  const rows = new Map<string, string[]>();
  for (const point of points) rows.set(point.at, [...(rows.get(point.at) ?? []), String(point.value)]);
  return [...rows]
    .sort(([first], [second]) => second.localeCompare(first))
    .map(([at, values]) => ({ at, shown: `${values.join('/')} ${unitWords[points[0]!.unit]}` }));
}

function Chart({ points, quantities }: { points: readonly HistoryPoint[]; quantities: readonly Quantity[] }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const ink = getComputedStyle(place.current).color;
    const times = [...new Set(points.map(({ at }) => Date.parse(at) / 1000))].sort((first, second) => first - second);
    const lines = quantities.map((quantity) =>
      times.map((time) => points.find((point) => point.quantity === quantity && Date.parse(point.at) / 1000 === time)?.value ?? null),
    );
    const axis = { stroke: ink, font: '13px "Inter Variable", sans-serif', grid: { stroke: ink, width: 0.15 } };
    const chart = new uPlot(
      {
        width: place.current.clientWidth,
        height: 170,
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: true } },
        axes: [
          { ...axis, space: 90 },
          { ...axis, size: 44 },
        ],
        series: [{}, ...quantities.map(() => ({ stroke: ink, width: 2, points: { show: true, size: 7, fill: ink } }))],
      },
      [times, ...lines],
      place.current,
    );
    return () => chart.destroy();
  }, [points, quantities]);
  return <div ref={place} className={trendsStyles.chart} role="img" aria-label="Chart of the values in the table below" />;
}
