import type { Route } from '../../src/contract/route.ts';
import { type TopicKind, topics } from '../../src/contract/topics.ts';
import { requestOf, userRoutes } from '../support/route-samples.ts';

/** Routes that the schedule of every route leaves out, each with the reason. A new route is played by existing. */
export const unplayed: Readonly<Record<string, string>> = {
  'revoke-grants': 'it refuses the tokens of those who play',
  'sign-out': 'it refuses the token of the agent who plays',
  'get-channels': 'it lists in the order of ids that are drawn',
};

/** What takes the ground from under other calls comes last: hand-overs and ends, then what deletes. */
const rank = ({ method, name }: Route): number => {
  if (method === 'DELETE') return 2;
  return name === 'replace-participant' || name === 'patch-conversation' ? 1 : 0;
};

/** Every route that a party calls, in the order in which all can be called. */
export const playable: readonly Route[] = userRoutes
  .filter(({ name }) => !(name in unplayed))
  .sort((a, b) => rank(a) - rank(b));

/** Who calls, and where. */
export interface Caller {
  readonly userId: string;
  readonly conversationId: string;
  readonly participantId: string;
}

/** The smallest request of a route, as a party would make it of their own conversation. */
export const callOf = (name: string, { userId, conversationId, participantId }: Caller) => {
  const route = playable.find((one) => one.name === name);
  if (route === undefined) throw new Error(`no schedule plays ${name}`);
  const { path, query, body } = requestOf(route, {
    conversationId,
    participantId,
    communicationId: participantId,
    messageId: `${conversationId}.1`,
    sessionId: `${conversationId}.m1`,
    panelId: 'order',
    noteId: 'n',
    mediaId: 'm',
    queueId: 'q',
    codeId: 'solved',
    integrationId: 'web',
    memberId: userId,
    userId,
    sourceId: 'purecloud',
    channelId: 'none',
    jobId: 'none',
  });
  const asked = new URLSearchParams(query as Record<string, string> | undefined).toString();
  return { method: route.method, path: asked === '' ? path : `${path}?${asked}`, body };
};

/** One topic of each kind, as a party would ask for it; of the supervisor too, where it names a user. */
export const everyTopic = (userId: string, conversationId: string): readonly string[] => {
  const ids: Readonly<Record<TopicKind, readonly string[]>> = {
    myConversations: [userId, 'supervisor'],
    myPresence: [userId, 'supervisor'],
    routingStatus: [userId, 'supervisor'],
    queueUsers: ['q'],
    queueConversations: ['q'],
    queueObservations: ['q'],
    transcript: [conversationId],
    guestMessages: ['guest'],
  };
  return Object.entries(ids).flatMap(([kind, named]) => named.map((id) => topics[kind as TopicKind](id)));
};
