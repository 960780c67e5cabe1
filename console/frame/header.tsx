import { useId } from 'react';
import { SystemPresence } from '../../src/contract/words.ts';
import { type Language, languages, useSpeech } from '../catalogue/text.tsx';
import { chooseZone, myZone, useZones, zoneChoices } from '../catalogue/zone.ts';
import { useFacts, useLive } from '../live/use-live.ts';
import { flash } from '../parts/flash.tsx';
import { BinocularMark } from '../parts/marks.tsx';
import { reasonOf } from '../parts/part.tsx';
import { useConsoleSettings } from '../parts/use-console-settings.ts';
import { ConnectionState } from './connection-state.tsx';
import { themes, useTheme } from './theme.ts';

/** My presence: one click changes it. */
const PresenceChoice = () => {
  const { say } = useSpeech();
  const live = useLive();
  const presence = useFacts((facts) => facts.presence);
  return (
    <select
      className="presence"
      data-presence={presence}
      aria-label={say('presence.label')}
      value={presence}
      onChange={(event) => {
        const chosen = SystemPresence.parse(event.target.value);
        live.setPresence(chosen).catch((error: unknown) => flash({ text: reasonOf(error, say) }));
      }}
    >
      {SystemPresence.options.map((option) => (
        <option key={option} value={option}>
          {say(`presence.${option}`)}
        </option>
      ))}
    </select>
  );
};

/** The first letters of a name's first and last word. */
const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .filter((word, index, words) => word !== '' && (index === 0 || index === words.length - 1))
    .map(([letter]) => letter)
    .join('');

const Settings = ({ onKeys, onSignOut }: { readonly onKeys: () => void; readonly onSignOut: () => void }) => {
  const { language, say, setLanguage } = useSpeech();
  const [theme, setTheme] = useTheme();
  const zones = useZones();
  useConsoleSettings();
  const id = useId();
  const name = useFacts((facts) => facts.me.name);
  return (
    <>
      <button
        type="button"
        className="quiet-button user"
        popoverTarget={id}
        aria-label={say('user.menu', { name })}
        data-initials={initialsOf(name)}
      >
        <span className="user-name">{name}</span>
      </button>
      <div id={id} popover="auto" className="popover settings">
        <label>
          {say('user.theme')}
          <select
            value={theme}
            onChange={(event) => setTheme(themes.find((known) => known === event.target.value) ?? 'system')}
          >
            {themes.map((known) => (
              <option key={known} value={known}>
                {say(`user.theme.${known}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('user.language')}
          <select value={language} onChange={(event) => setLanguage(event.target.value as Language)}>
            {Object.entries(languages).map(([tag, spoken]) => (
              <option key={tag} value={tag} lang={tag}>
                {spoken}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('user.zone')}
          <select
            value={zones.choice}
            onChange={(event) => chooseZone(zoneChoices.find((one) => one === event.target.value) ?? 'mine')}
          >
            <option value="mine">{say('user.zone.mine', { zone: myZone })}</option>
            <option value="tenant" disabled={zones.tenant === undefined}>
              {zones.tenant === undefined
                ? say('user.zone.tenant.none')
                : say('user.zone.tenant', { zone: zones.tenant })}
            </option>
          </select>
        </label>
        <button type="button" className="button" onClick={onKeys}>
          {say('user.keys')} <kbd>?</kbd>
        </button>
        <button type="button" className="button" onClick={onSignOut}>
          {say('user.signOut')}
        </button>
      </div>
    </>
  );
};

/** The header: where I am, where I can go, how the page is connected, and how I am. */
export const Header = ({
  onPalette,
  onKeys,
  onSignOut,
}: {
  readonly onPalette: () => void;
  readonly onKeys: () => void;
  readonly onSignOut: () => void;
}) => {
  const { say } = useSpeech();
  const tenantId = useFacts((facts) => facts.me.tenantId);
  return (
    <header className="header">
      <a className="brand" href="/interactions">
        <BinocularMark />
        <span className="brand-name">{say('app.name')}</span>
        <span className="brand-tenant quiet">{tenantId}</span>
      </a>
      <button type="button" className="go-to" onClick={onPalette} title={say('palette.title')}>
        <span>{say('palette.open')}</span> <kbd>Ctrl K</kbd>
      </button>
      <ConnectionState />
      <PresenceChoice />
      <Settings onKeys={onKeys} onSignOut={onSignOut} />
    </header>
  );
};
