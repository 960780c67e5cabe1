import { useCallback, useEffect, useState } from 'react';
import { ConsoleConfig, type SeededPerson } from '../../src/contract/console-config.ts';
import { useSay } from '../catalogue/text.tsx';
import { useTimes } from '../catalogue/times.ts';
import { ChoosePerson } from './choose-person.tsx';
import { rememberedPerson, signInAs } from './development.ts';
import type { SignedIn, SignedOut } from './signed-in.ts';
import { SignedInPage } from './signed-in-page.tsx';
import { wasSignedOut } from './signed-out.ts';

type State =
  | { readonly is: 'working' }
  | { readonly is: 'choosing' }
  | { readonly is: 'failed'; readonly reason: string }
  | { readonly is: 'in'; readonly who: SignedIn }
  | { readonly is: 'out'; readonly why: SignedOut; readonly time: number };

const readConfig = async (): Promise<ConsoleConfig> => {
  const answer = await fetch('/config.json', { cache: 'no-store' });
  return ConsoleConfig.parse(await answer.json());
};

/** A token says by the second when it was issued: one of the very second of a sign-out is taken for one of before it. */
const issuedMs = 1_000;

/** Resolves when a new token is told from those that ended at `time` (ms of the epoch). */
const whenTold = (time: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, time + issuedMs - Date.now()));

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What stands before the console: who one is, and again who one is once that has ended. */
export const SignIn = () => {
  const say = useSay();
  const times = useTimes();
  const [config, setConfig] = useState<ConsoleConfig>();
  const [state, setState] = useState<State>({ is: 'working' });

  const enter = useCallback((signing: Promise<SignedIn | undefined>): void => {
    setState({ is: 'working' });
    signing.then(
      (who) => setState(who === undefined ? { is: 'working' } : { is: 'in', who }),
      (error: unknown) => setState({ is: 'failed', reason: reasonOf(error) }),
    );
  }, []);

  const begin = useCallback(
    (read: ConsoleConfig): void => {
      if (read.signIn === 'oidc') {
        if (wasSignedOut()) setState({ is: 'out', why: 'signedOut', time: Date.now() });
        else enter(import('./oidc.ts').then(({ signInByOidc }) => signInByOidc(read)));
        return;
      }
      const person = rememberedPerson(read);
      if (person === undefined) setState({ is: 'choosing' });
      else enter(signInAs(read, person));
    },
    [enter],
  );

  useEffect(() => {
    readConfig().then(
      (read) => {
        setConfig(read);
        begin(read);
      },
      (error: unknown) => setState({ is: 'failed', reason: reasonOf(error) }),
    );
  }, [begin]);

  const onOut = useCallback((why: SignedOut) => setState({ is: 'out', why, time: Date.now() }), []);

  const again = async (): Promise<void> => {
    if (state.is === 'out') await whenTold(state.time);
  };

  if (state.is === 'in') return <SignedInPage who={state.who} onOut={onOut} />;
  const message =
    state.is === 'out'
      ? say(`signIn.over.${state.why}`, { time: times.minute(state.time) })
      : state.is === 'failed'
        ? say('signIn.failed', { reason: state.reason })
        : undefined;
  if (config?.signIn === 'development' && state.is !== 'working') {
    const choose = (person: SeededPerson) => enter(again().then(() => signInAs(config, person)));
    return <ChoosePerson people={config.people} message={message} onChoose={choose} />;
  }
  return (
    <main className="sign-in">
      <p role="status">{message ?? say('signIn.working')}</p>
      {config !== undefined && message !== undefined ? (
        <button type="button" className="button primary" onClick={() => again().then(() => begin(config))}>
          {say('signIn.again')}
        </button>
      ) : null}
    </main>
  );
};
