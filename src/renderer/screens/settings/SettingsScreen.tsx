/** Settings: the clinic's own policy and names, people, where results go, and what each person likes. */
import { useState } from 'react';
import type { Person, Settings, StationFacts } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { refreshSettings } from '../../client/live-store.ts';
import { chooseTheme, chosenTheme, type Theme } from '../../client/theme.ts';
import { ScreenHead } from '../../ui/ScreenHead.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { useAct } from '../rooming/useAct.tsx';
import { Destinations } from './Destinations.tsx';
import { EkgPolicy } from './EkgPolicy.tsx';
import { FridgePolicy } from './FridgePolicy.tsx';
import { Limits } from './Limits.tsx';
import { Me } from './Me.tsx';
import { People } from './People.tsx';
import { PressureProtocol } from './PressureProtocol.tsx';
import styles from './settings.module.css';
import { ThisClinic } from './ThisClinic.tsx';

interface SettingsScreenProps {
  settings: Settings | null;
  person: Person;
  station: StationFacts;
}

export function SettingsScreen({ settings, person, station }: SettingsScreenProps) {
  const [theme, setTheme] = useState<Theme>(chosenTheme());
  const { act, refusal } = useAct();
  if (settings === null) return null;
  const save = (changes: Partial<Settings>) => act(() => call('settings.write', changes).then(refreshSettings));
  const isAdministrator = person.role === 'administrator';
  return (
    <div className={styles.screen}>
      <ScreenHead
        title="Settings"
        aboutSize="body"
        about={isAdministrator ? 'Every change is written down with your name.' : 'The clinic’s policy can be changed by an administrator.'}
      />
      {refusal}
      <div className={styles.groups}>
        <Me person={person} />
        <section className={styles.group}>
          <h2>This screen</h2>
          <Row label="Theme">
            <Segmented
              label="Theme"
              value={theme}
              options={[
                { id: 'system', label: 'System' },
                { id: 'light', label: 'Light' },
                { id: 'dark', label: 'Dark' },
              ]}
              onChange={(next) => {
                setTheme(next as Theme);
                chooseTheme(next as Theme);
              }}
            />
          </Row>
          <Tick isSelected={settings.letterKeys} onChange={(letterKeys) => void save({ letterKeys })}>
            Single letters act when no field has focus (T types, I opens the inbox)
          </Tick>
        </section>
        <section className={styles.group}>
          <h2>Units for typing</h2>
          <Row label="Temperature">
            <Segmented
              label="Temperature"
              value={settings.temperatureUnit}
              options={[
                { id: '[degF]', label: '°F' },
                { id: 'Cel', label: '°C' },
              ]}
              onChange={(unit) => void save({ temperatureUnit: unit as Settings['temperatureUnit'] })}
            />
          </Row>
          <Row label="Weight">
            <Segmented
              label="Weight"
              value={settings.weightUnit}
              options={[
                { id: 'kg', label: 'kg' },
                { id: '[lb_av]', label: 'lb' },
              ]}
              onChange={(unit) => void save({ weightUnit: unit as Settings['weightUnit'] })}
            />
          </Row>
          <Row label="Height">
            <Segmented
              label="Height"
              value={settings.heightUnit}
              options={[
                { id: 'cm', label: 'cm' },
                { id: '[in_i]', label: 'in' },
              ]}
              onChange={(unit) => void save({ heightUnit: unit as Settings['heightUnit'] })}
            />
          </Row>
        </section>
        <ThisClinic settings={settings} canChange={isAdministrator} onSave={save} />
        <PressureProtocol
          protocol={settings.bloodPressure}
          canChange={isAdministrator}
          onSave={(bloodPressure) => save({ bloodPressure })}
        />
        <EkgPolicy ekg={settings.ekg} canChange={isAdministrator} onSave={(ekg) => save({ ekg })} />
        <FridgePolicy fridge={settings.fridge} canChange={isAdministrator} onSave={(fridge) => save({ fridge })} />
        <Destinations destinations={settings.destinations} canChange={isAdministrator} onSave={(destinations) => save({ destinations })} />
        <People me={person.id} canChange={isAdministrator} />
        <Limits settings={settings} canChange={isAdministrator} onSave={(limits) => save({ limits })} />
        <section className={styles.group}>
          <h2>About this station</h2>
          <p className={styles.note}>
            Isoline {station.version} · {station.clinicName} · {station.stationName} · {station.timeZone}
          </p>
          <p className={styles.note}>
            Isoline shows, keeps and sends what devices say. It raises no alarms, starts no measurement and gives no diagnosis. LOINC codes
            are © Regenstrief Institute and used under its license; SNOMED CT codes under the license of SNOMED International.
          </p>
        </section>
      </div>
    </div>
  );
}

export function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={styles.row}>
      <span>{label}</span>
      {children}
    </div>
  );
}
