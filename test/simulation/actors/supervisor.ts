import type { ServerFrame } from '../../../src/contract/frames.ts';
import type { MonitoringSession } from '../../../src/contract/monitoring.ts';
import { topics } from '../../../src/contract/topics.ts';
import { heartbeat } from '../../../src/domain/monitoring/heartbeat.ts';
import { deleteNote, putNote } from '../../../src/domain/monitoring/notes.ts';
import { readTranscript } from '../../../src/domain/monitoring/read-transcript-page.ts';
import { resume } from '../../../src/domain/monitoring/resume.ts';
import { revokeGrants } from '../../../src/domain/monitoring/revoke-grants.ts';
import { startMonitoring } from '../../../src/domain/monitoring/start-monitoring.ts';
import { stopMonitoring } from '../../../src/domain/monitoring/stop-monitoring.ts';
import { subscribeFrame } from '../../../src/domain/monitoring/subscribe.ts';
import type { Failure } from '../../../src/domain/shared/failure.ts';
import { admitFrame } from '../../../src/domain/sockets/admit-frame.ts';
import type { SocketPrincipal } from '../../../src/domain/sockets/channel.ts';
import { createChannel, redeemTicket } from '../../../src/domain/sockets/create-channel.ts';
import { metadataFrame } from '../../../src/domain/sockets/fan-out.ts';
import type { Actor } from '../actor.ts';
import type { Ports } from '../ports.ts';
import { newWatch, type Watch } from '../watch.ts';
import type { World } from '../world.ts';

/** A supervisor's console: claims, follows, renews, repairs, loses its socket and comes back. */
export const newSupervisor = (world: World, who: Actor) => {
  /** The supervisor with the token of their last sign-in. */
  let actor = who;
  const { me } = who;
  const watches: Watch[] = [];
  let socket: SocketPrincipal | undefined;
  let lost: SocketPrincipal | undefined;
  let following: string | undefined;
  const current = (): Watch | undefined => watches.find((watch) => !watch.over);

  const receive = (frame: ServerFrame): void => {
    const watch = current();
    if (watch === undefined) return;
    watch.tell({ on: 'frame', frame });
    if (frame.eventBody.message !== 'subscribed') return;
    const answered = (
      frame.eventBody.topics as { id: string; state: string; rejectionReason?: string }[]
    ).find(({ id }) => id === topics.transcript(watch.session.conversationId));
    if (answered?.state === 'Permitted') {
      following = watch.session.id;
      watch.tell({ on: 'subscribed' });
    } else if (answered !== undefined) watch.tell({ on: 'refused', reason: answered.rejectionReason ?? '' });
  };

  /** Who is told that their token counts no more signs in again. */
  const signInAnew = ({ code }: Failure): void => {
    if (code === 'authentication.required') actor = { ...who, me: { ...me, issued: world.now } };
  };

  const disconnected = (): void => {
    if (socket !== undefined) world.network.close(socket.connectionId);
    lost = socket ?? lost;
    socket = undefined;
    following = undefined;
    current()?.tell({ on: 'down' });
  };

  const begun = (session: MonitoringSession): void => {
    if (current()?.session.id === session.id) return;
    for (const watch of watches) watch.over = true;
    watches.push(newWatch(session, () => world.now));
    following = undefined;
  };

  const claim = (id: number, pick: number) => {
    const heads = world.heads(me.tenantId);
    const head = heads[pick % Math.max(1, heads.length)];
    const participants = Object.keys(head?.participants ?? {});
    const participantId = participants[(pick >> 4) % Math.max(1, participants.length)];
    if (head === undefined || participantId === undefined) return undefined;
    const target = { conversationId: head.conversationId, participantId };
    return world.start(id, actor, 'claim', (ports) => startMonitoring(ports, actor.me, target, {}), {
      answered: ({ session }) => begun(session),
      refused: signInAnew,
    });
  };

  const stop = (id: number) => {
    const session = (current() ?? watches.at(-1))?.session;
    if (session === undefined) return undefined;
    const over = (): void => {
      for (const watch of watches) if (watch.session.id === session.id) watch.over = true;
    };
    return world.start(id, actor, 'stop', (ports) => stopMonitoring(ports, actor.me, session.id), {
      answered: over,
      refused: over,
    });
  };

  const connect = (id: number) =>
    world.start(
      id,
      actor,
      'connect',
      async (ports) => {
        const { connectUri } = await createChannel(ports, actor.me);
        const channel = await redeemTicket(ports, connectUri.split('ticket=')[1] ?? '');
        if (channel === undefined) return;
        const connectionId = `${me.tenantId}-${channel.channelId}`;
        const opened = { ...channel, connectionId };
        if ((await ports.channels.open(opened, connectionId, ports.clock.now())) === undefined) return;
        disconnected();
        world.network.open(connectionId, actor, receive, () => {
          if (socket?.connectionId === connectionId) disconnected();
        });
        socket = opened;
      },
      { refused: signInAnew },
    );

  /** The supervisor's grants end; answers until when tokens were issued that count no more. */
  const revoke = (id: number) => {
    if (watches.length === 0) return undefined;
    disconnected();
    for (const watch of watches) watch.over = true;
    return world.start(id, actor, 'revoke', async (ports) => {
      await revokeGrants(ports, actor.me, me.userId, { reason: 'signed.out' });
      return world.stores.revocations.revokedAt(me.tenantId, me.userId);
    });
  };

  const goodbye = (id: number) => {
    const gone = lost;
    lost = undefined;
    if (gone !== undefined) world.start(id, actor, 'goodbye', (ports) => ports.channels.close(gone));
  };

  /** Sends one frame over the open socket; a refusal comes back as the error frame that the socket would get. */
  const send = (id: number, action: string, conversationId: string) => {
    const open = socket;
    if (open === undefined) return undefined;
    const topic = topics.transcript(conversationId);
    /** As the one chain of frames does: nothing is done for a socket that has lost its channel or its grants. */
    const admitted = (work: (ports: Ports) => Promise<void>) => async (ports: Ports) => {
      if (await admitFrame(ports, open)) await work(ports);
    };
    const asking = current()?.asking;
    const refused = (failure: Failure): void => {
      const body = {
        message: failure.code,
        code: failure.code,
        status: 0,
        messageParams: {},
        contextId: '',
        details: [],
      };
      const frame = metadataFrame({ message: 'error', error: body }, asking?.correlationId);
      world.network.deliver(open.connectionId, frame);
    };
    if (action === 'ping')
      return world.start(
        id,
        actor,
        action,
        admitted(async (ports) => void (await heartbeat(ports, open, undefined))),
      );
    if (action === 'subscribe')
      return world.start(
        id,
        actor,
        action,
        admitted((ports) => subscribeFrame(ports, open, { topics: [topic] })),
        { refused },
      );
    const { afterSeq = 0, correlationId } = asking ?? {};
    const watch = current();
    if (watch !== undefined) watch.asking = undefined;
    const frame = { conversationId, afterSeq, correlationId };
    return world.start(
      id,
      actor,
      action,
      admitted((ports) => resume(ports, open, frame)),
      { refused },
    );
  };

  const act = (id: number, action: string, pick: number) => {
    if (action === 'claim') return claim(id, pick);
    if (action === 'connect') return connect(id);
    if (action === 'stop') return stop(id);
    if (action === 'drop') return disconnected();
    if (action === 'revoke') return revoke(id);
    if (action === 'goodbye') return goodbye(id);
    const heads = world.heads(me.tenantId);
    const conversationId =
      current()?.session.conversationId ?? heads[pick % Math.max(1, heads.length)]?.conversationId;
    if (conversationId === undefined) return undefined;
    if (action === 'note' || action === 'unnote') {
      if (watches.length === 0 && pick % 4 > 0) return undefined;
      const noted = watches[pick % Math.max(1, watches.length)]?.session.conversationId;
      const place = { conversationId: noted ?? conversationId, noteId: `n${pick % 3}` };
      const content = { seq: 1 + (pick % 3), text: `${me.name}: well said` };
      return world.start(
        id,
        actor,
        action,
        (ports): Promise<unknown> =>
          action === 'note' ? putNote(ports, actor.me, place, content) : deleteNote(ports, actor.me, place),
      );
    }
    if (action !== 'read') return send(id, action, conversationId);
    const range = { afterSeq: pick % 4, limit: 50 };
    return world.start(id, actor, action, (ports) => readTranscript(ports, actor.me, conversationId, range));
  };

  return {
    actor: who,
    watches,
    act,
    tick: (): void => {
      for (const watch of watches) if (!watch.over) watch.tick(world.now);
    },
    /** What a console does of its own accord now, or undefined where it has nothing to do. */
    next: (): string | undefined => {
      const watch = current();
      if (watch === undefined) return undefined;
      if (socket === undefined) return 'connect';
      if (following !== watch.session.id) return 'subscribe';
      return watch.asking === undefined ? undefined : 'resume';
    },
  };
};

export type Supervisor = ReturnType<typeof newSupervisor>;
