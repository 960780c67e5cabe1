import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { useSay } from '../catalogue/text.tsx';
import { InteractionsView } from '../interactions/interactions-view.tsx';
import { useFacts } from '../live/use-live.ts';
import { type Address, addresses } from '../parts/addresses.ts';
import { Flashes } from '../parts/flash.tsx';
import { useKeys } from '../parts/keys.ts';
import { ViewMark } from '../parts/marks.tsx';
import { Part, Waiting } from '../parts/part.tsx';
import { Header } from './header.tsx';
import { KeyList } from './key-list.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { useNews } from './use-news.ts';
import './frame.css';

const InteractionView = lazy(async () => ({
  default: (await import('../interaction/interaction-view.tsx')).InteractionView,
}));
const QueuesView = lazy(async () => ({
  default: (await import('../queue-activity/queues-view.tsx')).QueuesView,
}));
const AdministrationView = lazy(async () => ({
  default: (await import('../administration/administration-view.tsx')).AdministrationView,
}));

/** The views that lead to all others. */
const entrances = [
  { view: 'interactions', path: '/interactions' },
  { view: 'queues', path: '/queues' },
  { view: 'administration', path: '/administration' },
] as const;

const views: Record<Address, (params: Readonly<Record<string, string | undefined>>) => ReactNode> = {
  interactions: () => <InteractionsView />,
  interaction: ({ id = '', tab }) => <InteractionView key={id} id={decodeURIComponent(id)} tab={tab} />,
  queues: ({ id }) => <QueuesView id={id === undefined ? undefined : decodeURIComponent(id)} />,
  administration: ({ part }) => <AdministrationView part={part} />,
};
const routes = Object.entries(views).map(([address, view]) => (
  <Route key={address} path={addresses[address as Address]}>
    {view}
  </Route>
));

/** Moves the focus on with the view: where the old one had it, the keyboard would begin at the header again. */
const useFocusInView = (location: string) => {
  const content = useRef<HTMLElement>(null);
  const last = useRef(location);
  useEffect(() => {
    if (last.current !== location && document.activeElement === document.body)
      content.current?.focus({ preventScroll: true });
    last.current = location;
  }, [location]);
  return content;
};

/** What stands around every view: header, rail, the choice of views, keys, and what is said at the foot. */
export const Frame = ({ onSignOut }: { readonly onSignOut: () => void }) => {
  const say = useSay();
  const [location, go] = useLocation();
  const [dialog, setDialog] = useState<'palette' | 'keys'>();
  const content = useFocusInView(location);
  const monitors = useFacts(({ watches }) => watches.size > 0);
  useNews();
  const isLive = useFacts(({ connection }) => connection.is === 'open');
  useKeys({
    'ctrl+k': () => setDialog('palette'),
    '?': () => setDialog('keys'),
    'g i': () => go('/interactions'),
    'g q': () => go('/queues'),
    'g a': () => go('/administration'),
  });
  const close = () => setDialog(undefined);
  return (
    <div className="frame" data-live={isLive} data-monitors={monitors}>
      <a className="skip" href="#content">
        {say('skip.to.content')}
      </a>
      <Header onPalette={() => setDialog('palette')} onKeys={() => setDialog('keys')} onSignOut={onSignOut} />
      <Part>
        <Rail />
      </Part>
      <div className="body">
        <nav className="views" aria-label={say('nav.views')}>
          {entrances.map(({ view, path }) => (
            <a
              key={view}
              href={path}
              aria-current={location.startsWith(path) ? 'page' : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return;
                event.preventDefault();
                go(path);
              }}
            >
              <ViewMark view={view} /> {say(`nav.${view}`)}
            </a>
          ))}
        </nav>
        <main id="content" ref={content} tabIndex={-1}>
          <Part of={location}>
            <Suspense fallback={<Waiting />}>
              <Switch>
                {routes}
                <Route>
                  <Redirect to="/interactions" replace />
                </Route>
              </Switch>
            </Suspense>
          </Part>
        </main>
      </div>
      {dialog === 'palette' ? <Palette onClose={close} /> : null}
      {dialog === 'keys' ? <KeyList onClose={close} /> : null}
      <Flashes />
    </div>
  );
};
