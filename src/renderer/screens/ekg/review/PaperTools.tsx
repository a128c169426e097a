/** How the paper is drawn, and what can be done with it. */
import { Download, Printer, Ruler, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Scale } from '../../../../../drivers/model/paper/picture.ts';
import { Button } from '../../../ui/Button.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import styles from './review.module.css';

interface PaperToolsProps {
  scale: Scale;
  onScale: (scale: Scale) => void;
  hasCalipers: boolean;
  onCalipers: () => void;
  onPrint: () => void;
  isExporting: boolean;
  onExport: () => void;
  busy: boolean;
  children?: ReactNode;
}

const layouts = [
  { id: '3x4+1', label: '3×4+1' },
  { id: '3x4+3', label: '3×4+3' },
  { id: '6x2', label: '6×2' },
  { id: '12x1', label: '12×1' },
] as const;
const speeds = [25, 50] as const;
const gains = [5, 10, 20] as const;
const options = (numbers: readonly number[]) => numbers.map((number) => ({ id: String(number), label: String(number) }));

export function PaperTools({ scale, onScale, hasCalipers, onCalipers, onPrint, isExporting, onExport, busy, children }: PaperToolsProps) {
  return (
    <div className={styles.tools} data-region="tools">
      <Segmented
        label="Layout"
        value={scale.layout}
        options={layouts}
        onChange={(layout) => onScale({ ...scale, layout: layout as Scale['layout'] })}
      />
      <span className={styles.scale}>
        <Segmented
          label="Speed, mm/s"
          value={String(scale.millimetresPerSecond)}
          options={options(speeds)}
          onChange={(speed) => onScale({ ...scale, millimetresPerSecond: Number(speed) as 25 | 50, fromSeconds: 0 })}
        />
        mm/s
      </span>
      <span className={styles.scale}>
        <Segmented
          label="Gain, mm/mV"
          value={String(scale.millimetresPerMillivolt)}
          options={options(gains)}
          onChange={(gain) => onScale({ ...scale, millimetresPerMillivolt: Number(gain) as 5 | 10 | 20 })}
        />
        mm/mV
      </span>
      {children}
      <span className={styles.acts}>
        <Button onPress={onCalipers} variant={hasCalipers ? 'solid' : 'plain'} aria-pressed={hasCalipers}>
          {hasCalipers ? <X aria-hidden="true" /> : <Ruler aria-hidden="true" />} Calipers
        </Button>
        <Button isDisabled={busy} onPress={onPrint}>
          <Printer aria-hidden="true" /> Print
        </Button>
        <Button isDisabled={busy} onPress={onExport} aria-expanded={isExporting}>
          <Download aria-hidden="true" /> Export
        </Button>
      </span>
    </div>
  );
}
