/** The paper as large as it is, or as its frame allows; the calipers lie on it. It says which, since a millimetre is a millimetre or is not. */
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type Line, type PageFacts, pageLines } from '../../../../../drivers/model/paper/page-words.ts';
import type { EkgPicture, Scale } from '../../../../../drivers/model/paper/picture.ts';
import { EkgPaper } from '../../../waveform/EkgPaper.tsx';
import { readScreenScale } from '../../../waveform/screen-scale.ts';
import styles from './paper-frame.module.css';

interface PaperFrameProps {
  picture: EkgPicture;
  facts: PageFacts;
  scale: Scale;
  isTrueSize: boolean;
  /** How many hundredths of its true size are shown when it fits. */
  onFit: (percent: number) => void;
  children?: ReactNode;
}

/** Smaller than this the trace cannot be read any more: the paper scrolls instead. */
export const leastFit = 0.8;

export function PaperFrame({ picture, facts, scale, isTrueSize, onFit, children }: PaperFrameProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  // Before it is painted: the paper never shows in a size that it does not keep.
  useLayoutEffect(() => {
    const watched = frame.current;
    if (watched === null) return;
    setRoom(watched.clientWidth);
    const watching = new ResizeObserver(() => setRoom(watched.clientWidth));
    watching.observe(watched);
    return () => watching.disconnect();
  }, []);
  const { pixelsPerMillimetre, isMeasured } = readScreenScale(localStorage, screen, devicePixelRatio);
  const trueWidth = picture.width * pixelsPerMillimetre;
  const fits = room === 0 ? 1 : room / trueWidth;
  const share = isTrueSize || fits >= 1 || fits < leastFit ? 1 : fits;
  const percent = Math.floor(fits * 100);
  useEffect(() => onFit(percent), [onFit, percent]);
  const size = sizeWords(share, isMeasured);
  const lines = useMemo(() => [...pageLines(facts, picture, scale), sizeLine(picture, size)], [facts, picture, scale, size]);
  const label = `EKG on paper, ${scale.layout}, ${scale.millimetresPerSecond} mm/s, ${scale.millimetresPerMillivolt} mm/mV`;
  return (
    <div ref={frame} className={styles.frame} data-scrolls={share * trueWidth > room + 1 ? '' : undefined}>
      <div
        className={styles.paper}
        style={{ width: `${share * trueWidth}px`, height: `${share * picture.height * pixelsPerMillimetre}px` }}
      >
        <EkgPaper picture={picture} lines={lines} label={label} />
        {children}
      </div>
    </div>
  );
}

/** A millimetre on an unmeasured screen is only what its maker says of it. */
function sizeWords(share: number, isMeasured: boolean): string {
  if (isMeasured) return share === 1 ? 'True size on this screen' : `Shown at ${Math.floor(share * 100)} % of true size`;
  return share === 1 ? 'Not to scale on this screen' : `Shown at ${Math.floor(share * 100)} %, not to scale`;
}

function sizeLine({ grid }: EkgPicture, words: string): Line {
  return { x: grid.left + grid.width - 1, y: grid.top + grid.height + 4.3, size: 3.4, align: 'end', room: 74, runs: [{ words }] };
}
