import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { Frame } from '../frame/frame.tsx';
import { openLive } from '../live/live.ts';
import { LiveContext } from '../live/use-live.ts';
import { useSelected } from '../store.ts';
import type { SignedIn, SignedOut } from './signed-in.ts';

const reasons: Readonly<Record<string, SignedOut>> = {
  'signed.out': 'signedOut',
  'division.revoked': 'divisionRevoked',
};
const whyOf = (reason: string): SignedOut => reasons[reason] ?? 'revoked';

/** The page of somebody who is signed in: one socket and one store, for as long as they are. */
export const SignedInPage = ({
  who,
  onOut,
}: {
  readonly who: SignedIn;
  readonly onOut: (why: SignedOut) => void;
}) => {
  const [live, setLive] = useState<ReturnType<typeof openLive>>();
  useEffect(() => {
    const opened = openLive({ me: who.me, url: window.location.origin, token: who.token });
    setLive(opened);
    return () => opened.close();
  }, [who]);
  return live === undefined ? null : <Open live={live} who={who} onOut={onOut} />;
};

const Open = ({
  live,
  who,
  onOut,
}: {
  readonly live: ReturnType<typeof openLive>;
  readonly who: SignedIn;
  readonly onOut: (why: SignedOut) => void;
}) => {
  const queries = useMemo(
    () => new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } } }),
    [],
  );
  const revoked = useSelected(live.store, (facts) => facts.revoked);
  const connection = useSelected(live.store, (facts) => facts.connection);

  useEffect(() => {
    const why = revoked !== undefined ? whyOf(revoked) : connection.is === 'refused' ? 'expired' : undefined;
    if (why === undefined) return;
    const out = () => onOut(why);
    who.forget().then(out, out);
  }, [revoked, connection, onOut, who]);

  const signOut = () => {
    live
      .signOut()
      .catch(() => undefined)
      .then(who.leave)
      .then(who.forget)
      .then(
        () => onOut('signedOut'),
        () => onOut('signedOut'),
      );
  };
  return (
    <LiveContext value={live}>
      <QueryClientProvider client={queries}>
        <Frame onSignOut={signOut} />
      </QueryClientProvider>
    </LiveContext>
  );
};
