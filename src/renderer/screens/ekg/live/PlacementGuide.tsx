/** For those in training: the skin, then each electrode with its place on the body, in the clinic's own colors. EKG notes 3.3 and 4.1. */
import { X } from 'lucide-react';
import { useState } from 'react';
import { electrodes } from '../../../../../drivers/model/leads.ts';
import type { EkgPlacement, Electrode } from '../../../../preload/contract.ts';
import { Button } from '../../../ui/Button.tsx';
import { useEscape } from '../../rooming/useEscape.ts';
import { bodySize, placeOf } from './body.ts';
import { type ColorScheme, clipOf, placeWords } from './electrode-words.ts';
import guideStyles from './guide.module.css';
import { CablePicture, RestPicture, RibPicture, SkinPicture } from './guide-pictures.tsx';
import { Body, ClipSquare } from './Torso.tsx';

interface PlacementGuideProps {
  scheme: ColorScheme;
  placement: EkgPlacement;
  onClose: () => void;
}

/** The order in which the chest is found: V4 before V3, since V3 lies between its neighbors. */
const order: readonly Electrode[] = ['V1', 'V2', 'V4', 'V3', 'V5', 'V6', 'RA', 'LA', 'RL', 'LL'];

export function PlacementGuide({ scheme, placement, onClose }: PlacementGuideProps) {
  const [chosen, setChosen] = useState<Electrode>('V1');
  useEscape(onClose);
  const clip = clipOf(chosen, scheme);
  return (
    <section className={guideStyles.guide} aria-label="Placement guide" data-region="guide">
      <header>
        <h2>Placement guide</h2>
        <Button onPress={onClose} autoFocus>
          <X aria-hidden="true" /> Close
        </Button>
      </header>
      <ol className={guideStyles.steps}>
        <li>
          <SkinPicture />
          <p>
            <b>Skin.</b> Shave where hair lifts the electrode, wipe with a dry cloth, let it dry. Fresh electrodes only.
          </p>
        </li>
        <li>
          <RibPicture />
          <p>
            <b>Count the ribs.</b> Slide down the breastbone to its ridge. Beside it is the second rib; the space below it is the second
            space. Two spaces down is the fourth.
          </p>
        </li>
        <li>
          <RestPicture />
          <p>
            <b>Rest.</b> Lying flat, arms beside the body, legs uncrossed, warm and covered. Wait 10 to 20 s. Under the breast for{' '}
            {name('V3')} to {name('V6')}, never on top.
          </p>
        </li>
        <li>
          <CablePicture />
          <p>
            <b>Cable.</b> It lies along the body and pulls at nothing, away from power lines and telephones.
          </p>
        </li>
      </ol>
      <div className={guideStyles.where}>
        <svg viewBox={`0 0 ${bodySize.width} ${bodySize.height}`} role="img" aria-label={`Where ${clip.name} goes`}>
          <Body />
          {electrodes.map((electrode) => {
            const [x, y] = placeOf(electrode, placement);
            return (
              <circle key={electrode} cx={x} cy={y} r={electrode === chosen ? 15 : 8} data-chosen={electrode === chosen ? '' : undefined} />
            );
          })}
          <text x={placeOf(chosen, placement)[0]} y={placeOf(chosen, placement)[1] + 4.5} textAnchor="middle">
            {clip.name}
          </text>
        </svg>
        <ol aria-label="Electrodes in the order they are found">
          {order.map((electrode) => (
            <li key={electrode}>
              <button type="button" aria-pressed={electrode === chosen} onClick={() => setChosen(electrode)}>
                <svg viewBox="0 0 16 16" aria-hidden="true">
                  <ClipSquare electrode={electrode} scheme={scheme} size={16} />
                </svg>
                <span>
                  <b>{clipOf(electrode, scheme).name}</b> {clipOf(electrode, scheme).words}
                  <small>{placeWords(electrode, scheme, placement)}</small>
                </span>
              </button>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
  function name(electrode: Electrode): string {
    return clipOf(electrode, scheme).name;
  }
}
