/** Further choices of the view: layout, order, each filter by itself, and the measure of this screen. */
import { X } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import type { ScreenScale } from '../../../waveform/screen-scale.ts';
import { useEscape } from '../../rooming/useEscape.ts';
import styles from './live.module.css';
import { ScreenMeasure } from './ScreenMeasure.tsx';
import { layouts, type ViewChoices } from './view-choices.ts';

interface ViewPanelProps {
  choices: ViewChoices;
  onChange: (change: Partial<ViewChoices>) => void;
  screenScale: ScreenScale;
  onMeasured: () => void;
  onClose: () => void;
}

export function ViewPanel({ choices, onChange, screenScale, onMeasured, onClose }: ViewPanelProps) {
  useEscape(onClose);
  const { filter } = choices;
  const change = (some: Partial<ViewChoices['filter']>) => onChange({ filter: { ...filter, ...some } });
  return (
    <section className={styles.panel} aria-label="How the traces are shown">
      <header>
        <h2>How the traces are shown</h2>
        <p>What is stored stays as it was received.</p>
        <Button variant="quiet" onPress={onClose} aria-label="Close">
          <X aria-hidden="true" />
        </Button>
      </header>
      <div className={styles.panelRow}>
        <b aria-hidden="true">Layout</b>
        <Segmented
          label="Layout"
          value={choices.layout ?? 'fit'}
          options={[{ id: 'fit', label: 'As fits' }, ...layouts]}
          onChange={(id) => onChange({ layout: layouts.find((one) => one.id === id)?.id ?? null })}
        />
      </div>
      <div className={styles.panelRow}>
        <b aria-hidden="true">Order</b>
        <Segmented
          label="Order of the limb leads"
          value={choices.order}
          options={[
            { id: 'standard', label: 'Standard' },
            { id: 'cabrera', label: 'Cabrera' },
          ]}
          onChange={(id) => onChange({ order: id === 'cabrera' ? 'cabrera' : 'standard' })}
        />
      </div>
      <div className={styles.panelRow}>
        <b aria-hidden="true">From</b>
        <Segmented
          label="High-pass of the view"
          value={String(filter.highPassHz)}
          options={[
            { id: '0.05', label: '0.05 Hz' },
            { id: '0.5', label: '0.5 Hz' },
          ]}
          onChange={(id) => change({ highPassHz: id === '0.05' ? 0.05 : 0.5 })}
        />
        <b aria-hidden="true">to</b>
        <Segmented
          label="Low-pass of the view"
          value={String(filter.lowPassHz)}
          options={['40', '100', '150'].map((id) => ({ id, label: `${id} Hz` }))}
          onChange={(id) => change({ lowPassHz: id === '40' ? 40 : id === '100' ? 100 : 150 })}
        />
      </div>
      <div className={styles.panelRow}>
        <b aria-hidden="true">Notch</b>
        <Segmented
          label="Notch of the view"
          value={String(filter.notchHz)}
          options={[
            { id: 'null', label: 'Off' },
            { id: '50', label: '50 Hz' },
            { id: '60', label: '60 Hz' },
          ]}
          onChange={(id) => change({ notchHz: id === '50' ? 50 : id === '60' ? 60 : null })}
        />
      </div>
      <ScreenMeasure screenScale={screenScale} onMeasured={onMeasured} />
    </section>
  );
}
