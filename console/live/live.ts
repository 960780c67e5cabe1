import { type Client, createClient, type MonitorChannel } from '../../client/client.ts';
import type { Call } from '../../client/rest/call.ts';
import { Conversation } from '../../src/contract/conversation.ts';
import { getConversations } from '../../src/contract/routes/messages.ts';
import { getPresence, patchPresence, signOut } from '../../src/contract/routes/users.ts';
import { topics } from '../../src/contract/topics.ts';
import { UserPresence } from '../../src/contract/user.ts';
import type { SystemPresence } from '../../src/contract/words.ts';
import { createStore, type Store } from '../store.ts';
import { type Facts, type Me, noFacts } from './facts.ts';
import { openFloor } from './floor.ts';
import { type Members, openMembers } from './members.ts';
import { createWatches, type Watches } from './watches.ts';

/** One signed-in user's page: its facts, and what the user can do to them. */
export interface Live {
  readonly store: Store<Facts>;
  readonly call: Call;
  readonly watches: Watches;
  readonly members: Pick<Members, 'watch'>;
  setPresence(presence: SystemPresence): Promise<void>;
  /** Resolves once the service has answered every change of presence: a claim that overtook one would be refused. */
  presenceTold(): Promise<void>;
  /** Tells the API that every token and stream of the user ends. */
  signOut(): Promise<void>;
  close(): void;
}

/** How the page reaches the API as its user. */
export interface LiveOptions {
  readonly me: Me;
  /** What stands before `/api/v2`. */
  readonly url: string;
  readonly token: () => string | Promise<string>;
}

/** ms for which frames are gathered before views look again: a busy floor is drawn as often as an eye can follow. */
const drawMs = 30;
/** ms before an attempt to read the floor again. */
const retryMs = 3_000;

/** Opens the page's one socket and fills the store, again after each gap. */
export const openLive = ({ me, url, token }: LiveOptions): Live => {
  const store = createStore(noFacts(me), (tell) => setTimeout(tell, drawMs));
  const client: Client = createClient({
    url,
    token,
    fetch: (address, init) => fetch(address, { ...init, cache: 'no-store' }),
    WebSocket,
  });
  const { call } = client;
  const closing = new AbortController();
  const { signal } = closing;
  let healing = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const channel: MonitorChannel = client.openChannel((connection) => {
    if (connection.is === 'open') heal();
    else store.patch((facts) => ({ ...facts, connection }));
  });
  const floor = openFloor({ call, channel, store, signal });
  const members = openMembers({ call, channel, store, signal });
  const watches = createWatches({ call, channel, store, signal, take: floor.take });

  const readPresence = async (): Promise<void> => {
    const { presenceDefinition } = await call(getPresence, { params: { userId: me.id }, signal });
    store.patch((facts) => ({ ...facts, presence: presenceDefinition.systemPresence }));
  };

  const mySession = (conversation: Conversation): string | undefined =>
    conversation.participants.find(
      ({ mediaRoles, user }) => mediaRoles?.includes('monitor') && user?.id === me.id,
    )?.id;

  const takeMine = async (conversation: Conversation): Promise<void> => {
    floor.take(conversation);
    const sessionId = mySession(conversation);
    if (sessionId !== undefined) await watches.resume(sessionId);
  };

  const readMine = async (): Promise<void> => {
    const { entities } = await call(getConversations, { signal });
    await Promise.all(entities.map(takeMine));
  };

  /** Reads everything anew; the page is live once that is done, and not before. */
  const heal = (): void => {
    healing += 1;
    const round = healing;
    clearTimeout(retry);
    store.patch((facts) => ({ ...facts, connection: { is: 'catchingUp' } }));
    Promise.all([floor.fill(), readPresence(), readMine(), members.fill(), watches.fill()]).then(
      () => {
        if (round === healing)
          store.patch((facts) =>
            facts.connection.is === 'catchingUp' ? { ...facts, connection: { is: 'open' } } : facts,
          );
      },
      () => {
        if (round === healing && !signal.aborted) retry = setTimeout(heal, retryMs);
      },
    );
  };

  const ofPresence = topics.myPresence(me.id);
  channel.listen(ofPresence, {
    frame: ({ topicName, eventBody }) => {
      if (topicName === topics.metadata && eventBody.message === 'revoked')
        store.patch((facts) => ({ ...facts, revoked: String(eventBody.reason) }));
      const told = topicName === ofPresence ? UserPresence.safeParse(eventBody) : undefined;
      const presence = told?.data?.presenceDefinition.systemPresence;
      if (presence !== undefined) store.patch((facts) => ({ ...facts, presence }));
    },
  });
  const ofMine = topics.myConversations(me.id);
  channel.listen(ofMine, {
    frame: ({ topicName, eventBody }) => {
      const told = topicName === ofMine ? Conversation.safeParse(eventBody) : undefined;
      if (told?.success === true) takeMine(told.data).catch(() => undefined);
    },
  });

  let telling: Promise<unknown> = Promise.resolve();

  return {
    store,
    call,
    watches,
    members,
    presenceTold: async () => {
      await telling;
    },
    setPresence: async (presence) => {
      const before = store.get().presence;
      store.patch((facts) => ({ ...facts, presence }));
      try {
        const body = { presenceDefinition: { systemPresence: presence } };
        const told = call(patchPresence, { params: { userId: me.id }, body, signal });
        telling = Promise.allSettled([telling, told]);
        await told;
      } catch (error) {
        store.patch((facts) => ({ ...facts, presence: before }));
        throw error;
      }
    },
    signOut: async () => {
      await call(signOut);
    },
    close: () => {
      closing.abort();
      clearTimeout(retry);
      channel.close();
    },
  };
};
