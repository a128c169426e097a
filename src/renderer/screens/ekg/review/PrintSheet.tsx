/** What goes to the printer: the same picture, in millimetres, on a page of exactly its paper's size. On the screen it is not there. */
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { type Paper, papers } from '../../../../../drivers/model/paper/millimetres.ts';
import { type PageFacts, pageLines } from '../../../../../drivers/model/paper/page-words.ts';
import { ekgPicture, type Scale, secondsPerSheet } from '../../../../../drivers/model/paper/picture.ts';
import type { Lead } from '../../../../../drivers/model/tracing.ts';
import { EkgPaper } from '../../../waveform/EkgPaper.tsx';
import styles from './print.module.css';

interface PrintSheetProps {
  leads: readonly Lead[];
  facts: PageFacts;
  scale: Scale;
  paper: Exclude<Paper['name'], 'screen'>;
  /** The print dialog was closed, whatever was chosen in it. */
  onDone: () => void;
}

const printedSeconds = 10;

export function PrintSheet({ leads, facts, scale, paper, onDone }: PrintSheetProps) {
  const { width, height } = papers[paper];
  useEffect(() => {
    const size = new CSSStyleSheet();
    size.replaceSync(`@page { size: ${width}mm ${height}mm; margin: 0 }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, size];
    const timer = setTimeout(() => {
      window.print();
      onDone();
    });
    return () => {
      clearTimeout(timer);
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== size);
    };
  }, [width, height, onDone]);
  const each = secondsPerSheet(scale.millimetresPerSecond);
  const from = Math.floor(scale.fromSeconds / printedSeconds) * printedSeconds;
  const sheets = [...Array(printedSeconds / each).keys()].map((sheet) => ({ ...scale, fromSeconds: from + sheet * each }));
  const pictures = sheets.map((sheet) => ({ sheet, picture: ekgPicture(leads, sheet, paper) }));
  return createPortal(
    <div className={styles.print} data-print="" aria-hidden="true">
      {pictures
        .filter(({ picture }, index) => index === 0 || picture.traces.length > 0)
        .map(({ sheet, picture }) => (
          <div key={sheet.fromSeconds} className={styles.page} style={{ width: `${width}mm`, height: `${height}mm` }}>
            <EkgPaper picture={picture} lines={pageLines(facts, picture, sheet)} label="EKG" />
          </div>
        ))}
    </div>,
    document.body,
  );
}
