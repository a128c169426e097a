/** One tracing on paper at true scale, with its measurements, for the clinician to sign or the assistant to check. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { ekgPicture, type Scale, secondsPerSheet } from '../../../../../drivers/model/paper/picture.ts';
import type { Ekg, EkgCard, EkgExport, Failure, Person, Settings } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { saveFiles } from '../../../client/save-file.ts';
import { Button } from '../../../ui/Button.tsx';
import { Refusal } from '../../../ui/Refusal.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { Calipers } from './Calipers.tsx';
import { CalipersBar } from './CalipersBar.tsx';
import { type Calipers as CalipersState, firstCalipers } from './calipers.ts';
import { ExportPanel } from './ExportPanel.tsx';
import { factsOf, leadsOf } from './facts.ts';
import { type Asking, MeasuredSheet } from './MeasuredSheet.tsx';
import { type Comparison, MedianBeats } from './MedianBeats.tsx';
import { leastFit, PaperFrame } from './PaperFrame.tsx';
import { PaperTools } from './PaperTools.tsx';
import { PrintSheet } from './PrintSheet.tsx';
import { ReviewBanner } from './ReviewBanner.tsx';
import styles from './review.module.css';
import { SheetSteps } from './SheetSteps.tsx';

export interface EkgReviewProps {
  id: string;
  /** Its line in the list, when the list is here: when it moves on, the tracing is read again. */
  card: EkgCard | null;
  person: Person;
  settings: Settings;
  now: number;
  onBack: () => void;
  onOpen: (id: string) => void;
}

export function EkgReview({ id, card, ...props }: EkgReviewProps) {
  const [ekg, setEkg] = useState<Ekg | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const stand =
    card === null
      ? ''
      : JSON.stringify([card.state, card.signed?.at, card.confirmed?.at, card.patient?.id, card.delivery.map(({ state }) => state)]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read again whenever its line in the list has moved on.
  useEffect(() => {
    let wanted = true;
    call('ekg.read', { id }).then(
      (read) => wanted && setEkg(read),
      (thrown: Failure) => wanted && setFailure(thrown),
    );
    return () => {
      wanted = false;
    };
  }, [id, stand]);
  if (failure !== null)
    return (
      <section className={styles.alone}>
        <Refusal failure={failure} />
        <Button onPress={props.onBack}>Back to the inbox</Button>
      </section>
    );
  return ekg === null ? null : <Read ekg={ekg} {...props} onChanged={setEkg} />;
}

type ReadProps = Omit<EkgReviewProps, 'id' | 'card'> & { ekg: Ekg; onChanged: (ekg: Ekg) => void };

function Read({ ekg, person, settings, now, onBack, onOpen, onChanged }: ReadProps) {
  const [scale, setScale] = useState<Scale>({ layout: '3x4+1', millimetresPerSecond: 25, millimetresPerMillivolt: 10, fromSeconds: 0 });
  const [calipers, setCalipers] = useState<CalipersState | null>(null);
  const [comparison, setComparison] = useState<Comparison>('overlaid');
  const [isComparing, setComparing] = useState(false);
  const [isExporting, setExporting] = useState(false);
  const [isPrinting, setPrinting] = useState(false);
  const [isTrueSize, setTrueSize] = useState(false);
  const [percent, setPercent] = useState(100);
  const [asking, setAsking] = useState<Asking>(null);
  const { act, busy, refusal } = useAct();
  const leads = useMemo(() => leadsOf(ekg), [ekg]);
  const facts = useMemo(() => factsOf(ekg), [ekg]);
  const picture = useMemo(() => ekgPicture(leads, scale, 'screen'), [leads, scale]);
  const endPrinting = useCallback(() => setPrinting(false), []);
  const change = (next: Scale) => {
    setScale(next);
    // What is measured with them belongs to the scale they were opened on.
    setCalipers(null);
  };
  const exportAs = (format: EkgExport) =>
    act(async () => {
      saveFiles(await call('ekg.export', { id: ekg.id, format }));
      setExporting(false);
    });
  const { fromSeconds, layout, millimetresPerMillivolt, millimetresPerSecond } = scale;
  const order = {
    paper: settings.ekg.paper,
    layout,
    millimetresPerSecond,
    millimetresPerMillivolt,
    fromSeconds: Math.floor(fromSeconds / 10) * 10,
  };
  // The station notes who printed what, and has the same page ready as a PDF.
  const page = () => call('ekg.page', { id: ekg.id, ...order });
  const print = () => act(async () => page().then(() => setPrinting(true)));
  const median = ekg.computed?.median ?? null;
  return (
    <div className={styles.review}>
      <ReviewBanner ekg={ekg} now={now} onBack={onBack} onNotThis={() => setAsking('unmatch')} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <PaperTools
            scale={scale}
            onScale={change}
            hasCalipers={calipers !== null}
            onCalipers={() => setCalipers(calipers === null ? firstCalipers(picture, scale) : null)}
            onPrint={() => void print()}
            isExporting={isExporting}
            onExport={() => setExporting(!isExporting)}
            busy={busy}
          >
            {percent < 100 && percent >= 100 * leastFit && (
              <Button aria-pressed={isTrueSize} onPress={() => setTrueSize(!isTrueSize)}>
                {isTrueSize ? 'Fit' : '1:1'}
              </Button>
            )}
            {median !== null && (
              <Button className={styles.compareButton} aria-expanded={isComparing} onPress={() => setComparing(!isComparing)}>
                Compare
              </Button>
            )}
          </PaperTools>
          {refusal}
          {isExporting && <ExportPanel busy={busy} onExport={(format) => void exportAs(format)} onClose={() => setExporting(false)} />}
          <SheetSteps
            picture={picture}
            step={secondsPerSheet(millimetresPerSecond)}
            onStep={(from) => change({ ...scale, fromSeconds: from })}
          />
          <PaperFrame picture={picture} facts={facts} scale={scale} isTrueSize={isTrueSize} onFit={setPercent}>
            {calipers !== null && <Calipers picture={picture} scale={scale} calipers={calipers} onChange={setCalipers} />}
          </PaperFrame>
          {/* Below the paper, so that the paper stays where it is. */}
          {calipers !== null && <CalipersBar calipers={calipers} scale={scale} onChange={setCalipers} />}
          {median !== null && (
            <div className={styles.compare} data-open={isComparing ? '' : undefined}>
              <MedianBeats today={median} previous={ekg.previous} comparison={comparison} onCompare={setComparison} onOpen={onOpen} />
            </div>
          )}
        </div>
        {ekg.state === 'unmatched' || ekg.state === 'dismissed' ? (
          <aside className={styles.nobody} data-region="sheet">
            <h2>{ekg.state === 'unmatched' ? 'Whose is this?' : 'Put away'}</h2>
            <p>It can be viewed. It is measured and confirmed once a person has matched it to a patient.</p>
            <Button variant="solid" size="big" onPress={onBack}>
              Match it in the inbox
            </Button>
          </aside>
        ) : (
          <MeasuredSheet ekg={ekg} person={person} settings={settings} now={now} asking={asking} onAsk={setAsking} onChanged={onChanged} />
        )}
      </div>
      {isPrinting && <PrintSheet leads={leads} facts={facts} scale={scale} paper={settings.ekg.paper} onDone={endPrinting} />}
    </div>
  );
}
