import { Usb } from 'lucide-react';
import type { EkgCard, EkgDrive } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import styles from './inbox.module.css';

interface DrivesProps {
  drives: readonly EkgDrive[];
  onTaken: (cards: EkgCard[]) => void;
}

/** Drives that were plugged in, with what on them looks like an EKG. Nothing is taken by itself. */
export function Drives({ drives, onTaken }: DrivesProps) {
  const { act, busy, refusal } = useAct();
  return (
    <>
      {drives.map(({ path, name, files, leftOut }) => {
        const fresh = files.filter(({ isHere }) => !isHere).map((file) => file.name);
        const take = () => act(async () => onTaken(await call('ekg.takeFromDrive', { path, files: fresh })));
        return (
          <section key={path} className={styles.drive} aria-label={`Drive ${name}`}>
            <Usb aria-hidden="true" />
            <p>
              <b>
                {name}: {fresh.length === 0 ? 'no new EKG file' : `${fresh.length} new EKG ${fresh.length === 1 ? 'file' : 'files'}`}
              </b>
              <small>
                {fresh.length > 0 && fresh.slice(0, 4).join(', ')}
                {fresh.length === 0 && files.length > 0 && 'What is on this drive is here already. It can be unplugged.'}
                {fresh.length > 4 && ` and ${fresh.length - 4} more`}
              </small>
              {leftOut.length > 0 && <small>{`Left out: ${leftOutWords(leftOut)}.`}</small>}
            </p>
            {fresh.length > 0 && (
              <Button isDisabled={busy} onPress={() => void take()}>
                Take {fresh.length === 1 ? 'it' : 'them'} in
              </Button>
            )}
          </section>
        );
      })}
      {refusal}
    </>
  );
}

const whyWords: Readonly<Record<EkgDrive['leftOut'][number]['why'], string>> = {
  empty: 'is empty',
  'too-large': 'is larger than 20 MB',
  'not-known': 'holds no EKG that Isoline knows',
};

function leftOutWords(leftOut: EkgDrive['leftOut']): string {
  const said = leftOut.slice(0, 4).map(({ name, why }) => `${name} ${whyWords[why]}`);
  return leftOut.length > 4 ? `${said.join(', ')}, and ${leftOut.length - 4} more` : said.join(', ');
}
