/** The live twelve-lead: glass at the left, the coach on paper at the right, the patient's banner above both. */
import { GraduationCap, Wrench } from 'lucide-react';
import { useState } from 'react';
import type { DeviceCard } from '../../../../preload/contract.ts';
import { Button } from '../../../ui/Button.tsx';
import { ScreenHead } from '../../../ui/ScreenHead.tsx';
import { CloseQuestion } from '../../rooming/RoomingScreen.tsx';
import { VisitBanner } from '../../rooming/VisitBanner.tsx';
import type { EkgScreenProps } from '../EkgScreen.tsx';
import { EkgTabs } from '../EkgTabs.tsx';
import ekgStyles from '../ekg.module.css';
import { LiveWork } from './LiveWork.tsx';
import styles from './live.module.css';
import { NoEkgDevice } from './NoEkgDevice.tsx';
import { PlacementGuide } from './PlacementGuide.tsx';
import { Practice } from './Practice.tsx';
import { useEkgLive } from './useEkgLive.ts';

export interface EkgLiveProps extends Omit<EkgScreenProps, 'part'> {
  /** Looks at one EKG. */
  onOpen: (id: string) => void;
}

export function EkgLive(props: EkgLiveProps) {
  const { live, settings, faults, onGo } = props;
  const { rooming } = live;
  const visit = rooming?.visit ?? null;
  const [closing, setClosing] = useState(false);
  const [guide, setGuide] = useState(false);
  const [practicing, setPracticing] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const setUp = live.devices.filter(({ gives }) => gives.includes('ekg')).map(({ id }) => id);
  const known = useEkgLive(visit?.id ?? null, [setUp.join(), live.ekgs, settings.ekg, live.connected]);
  const deviceId = setUp.find((id) => id === chosen) ?? known?.proposedDeviceId ?? setUp[0] ?? null;
  const device = live.devices.find(({ id }) => id === deviceId) ?? null;
  return (
    <div className={ekgStyles.place}>
      {rooming === null ? (
        <ScreenHead
          title="EKG"
          about="Nobody’s visit is open: the leads can be watched, not recorded."
          aboutSize="body"
          acts={<Button onPress={() => onGo('today')}>Choose a patient</Button>}
        />
      ) : (
        <VisitBanner rooming={rooming} onClose={() => setClosing(true)} />
      )}
      {rooming !== null && faults}
      {rooming !== null && closing && <CloseQuestion rooming={rooming} onStay={() => setClosing(false)} onClosed={() => onGo('today')} />}
      <EkgTabs part="live" ekgs={live.ekgs} onGo={onGo}>
        {setUp.length > 1 && <DeviceChoice devices={live.devices} ids={setUp} chosen={deviceId} onChoose={setChosen} />}
        {device?.simulated != null && (
          <Button variant="quiet" onPress={() => setPracticing(!practicing)} aria-expanded={practicing}>
            <Wrench aria-hidden="true" /> Practice
          </Button>
        )}
        <Button variant="quiet" onPress={() => setGuide(!guide)} aria-expanded={guide}>
          <GraduationCap aria-hidden="true" /> Placement guide
        </Button>
      </EkgTabs>
      {practicing && device !== null && <Practice device={device} onClose={() => setPracticing(false)} />}
      {guide ? (
        <PlacementGuide scheme={settings.ekg.electrodeColors} placement="standard" onClose={() => setGuide(false)} />
      ) : device === null ? (
        <NoEkgDevice onGo={onGo} />
      ) : (
        <LiveWork key={`${device.id} ${visit?.id ?? ''}`} {...props} device={device} known={known} visit={visit} />
      )}
    </div>
  );
}

interface DeviceChoiceProps {
  devices: readonly DeviceCard[];
  ids: readonly string[];
  chosen: string | null;
  onChoose: (id: string) => void;
}

function DeviceChoice({ devices, ids, chosen, onChoose }: DeviceChoiceProps) {
  return (
    <select aria-label="EKG device" className={styles.device} value={chosen ?? ''} onChange={(event) => onChoose(event.target.value)}>
      {ids.map((id) => (
        <option key={id} value={id}>
          {devices.find((device) => device.id === id)?.label ?? id}
        </option>
      ))}
    </select>
  );
}
