import type { EkgExport } from '../../../../preload/contract.ts';
import { Button } from '../../../ui/Button.tsx';
import { useEscape } from '../../rooming/useEscape.ts';
import styles from './review.module.css';

const formats: readonly { id: EkgExport; label: string; about: string }[] = [
  { id: 'pdf', label: 'PDF', about: 'the page as it is printed' },
  { id: 'dicom', label: 'DICOM', about: 'for an archive of pictures' },
  { id: 'scp', label: 'SCP-ECG', about: 'for other EKG systems' },
  { id: 'aecg', label: 'aECG', about: 'HL7, for studies' },
  { id: 'edf', label: 'EDF+', about: 'for research programs' },
];

interface ExportPanelProps {
  busy: boolean;
  onExport: (format: EkgExport) => void;
  onClose: () => void;
}

/** The formats, each with what it is for. Samples go out as they came in, or not at all. */
export function ExportPanel({ busy, onExport, onClose }: ExportPanelProps) {
  useEscape(onClose);
  return (
    <section className={styles.panel} aria-label="Export">
      {formats.map(({ id, label, about }) => (
        <Button key={id} isDisabled={busy} onPress={() => onExport(id)}>
          {label} <small>{about}</small>
        </Button>
      ))}
      <Button variant="quiet" onPress={onClose}>
        Close
      </Button>
    </section>
  );
}
