import { createRequire } from 'node:module';
import type * as Platform from 'purecloud-platform-client-v2';
import { describe, expect, test } from 'vitest';
import { readSdkTypings } from '../../scripts/docs/sdk-typings.ts';
import { missingIn } from '../support/sdk-answers.ts';
import { eventually } from './support/eventually.ts';
import { useLocalApp } from './support/local-app.ts';
import { scene } from './support/scene.ts';

/** The official SDK as its users load it, under its own typings. */
const sdk = createRequire(import.meta.url)('purecloud-platform-client-v2') as typeof Platform;

/** The one value that a call's typings leave open, where the test says that it is there. */
const given = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('an answer lacks what the test reads');
  return value;
};

describe("an agent's and a supervisor's day, written against the SDK's own typings", () => {
  const app = useLocalApp();
  const typings = readSdkTypings();

  test('Given the local runtime, when both live their day through the SDK, then it compiles, runs, and every answer has what the typings require', async () => {
    const tenant = scene(app, 'typed-day');
    await tenant.prepare();
    const client = sdk.ApiClient.instance;
    const { hostname, port } = new URL(app.url);
    client.setGateway({ host: hostname, protocol: 'http', port: Number(port) });
    const lacking: string[] = [];
    /** A call of the SDK as somebody; its answer is held against the typings of its method. */
    const as = async <T>(userId: string, method: string, call: () => Promise<T>): Promise<T> => {
      client.setAccessToken(await app.token(tenant.who(userId, { name: `Name of ${userId}` })));
      const answer = await call();
      const model = typings.answer(method);
      if (model !== undefined && model !== 'void') lacking.push(...missingIn(typings, model, answer, method));
      return answer;
    };
    const conversations = new sdk.ConversationsApi();
    const analytics = new sdk.AnalyticsApi();
    const routing = new sdk.RoutingApi();
    const presence = new sdk.PresenceApi();
    const users = new sdk.UsersApi();

    // The administrator: who is who, a queue of its own, its codes and members.
    await as('admin', 'getOrganizationsMe', () => new sdk.OrganizationApi().getOrganizationsMe());
    await as('admin', 'getAuthorizationSubjectsMe', () => users.getAuthorizationSubjectsMe());
    await as('admin', 'getAuthorizationDivisions', () =>
      new sdk.AuthorizationApi().getAuthorizationDivisions(),
    );
    await as('admin', 'postRoutingQueues', () =>
      routing.postRoutingQueues({ name: 'Returns', division: { id: 'main' } }),
    );
    const named = await as('admin', 'getRoutingQueues', () => routing.getRoutingQueues({ name: 'ret*' }));
    expect(named.entities?.map(({ name }) => name)).toEqual(['Returns']);
    const code = await as('admin', 'postRoutingWrapupcodes', () =>
      routing.postRoutingWrapupcodes({ name: 'Solved' }),
    );
    const codeId = given(code.id);
    await as('admin', 'postRoutingQueueWrapupcodes', () =>
      routing.postRoutingQueueWrapupcodes('support', [{ id: codeId }]),
    );
    await as('admin', 'getRoutingWrapupcodes', () => routing.getRoutingWrapupcodes());
    await as('admin', 'getRoutingWrapupcode', () => routing.getRoutingWrapupcode(codeId));
    const ofQueue = await as('admin', 'getRoutingQueueWrapupcodes', () =>
      routing.getRoutingQueueWrapupcodes('support'),
    );
    expect(ofQueue.entities?.map(({ name }) => name)).toEqual(['Solved']);
    const integrations = await as('admin', 'getIntegrations', () =>
      new sdk.IntegrationsApi().getIntegrations(),
    );
    expect(integrations.entities?.[0]?.intendedState).toBe('ENABLED');

    // The agent: on queue, takes what the customer wrote, answers.
    await as('agent-1', 'getUsersMe', () => users.getUsersMe({ expand: ['presence'] }));
    await as('agent-1', 'getSystempresences', () => presence.getSystempresences());
    await as('agent-1', 'getPresenceDefinitions0', () => presence.getPresenceDefinitions0());
    await as('agent-1', 'getPresencedefinitions', () => presence.getPresencedefinitions());
    await as('agent-1', 'getNotificationsChannels', () =>
      new sdk.NotificationsApi().getNotificationsChannels(),
    );
    await as('agent-1', 'patchUserPresence', () =>
      presence.patchUserPresence('agent-1', 'PURECLOUD', {
        presenceDefinition: { id: 'On Queue' },
      }),
    );
    await as('admin', 'postRoutingQueueMembers', () =>
      routing.postRoutingQueueMembers('support', [{ id: 'agent-1' }]),
    );
    const members = await as('admin', 'getRoutingQueueUsers', () => routing.getRoutingQueueUsers('support'));
    expect(members.entities?.map(({ id }) => id)).toEqual(['agent-1']);
    const inbound = await as('platform', 'postConversationsMessageInboundOpenMessage', () =>
      conversations.postConversationsMessageInboundOpenMessage('web', {
        channel: {
          from: { id: 'customer-1', idType: 'Opaque', nickname: 'Cleo' },
          messageId: 'first',
          time: '2026-01-01T00:00:00.000Z',
          to: { id: 'web' },
        },
        type: 'Text',
        text: 'My order is late',
        direction: 'Inbound',
      } as Parameters<typeof conversations.postConversationsMessageInboundOpenMessage>[1]),
    );
    const conversationId = given(inbound.conversationId);
    const { id: participantId } = await tenant.agentConnects(conversationId, 'agent-1');
    const own = await as('agent-1', 'getConversations', () => conversations.getConversations());
    expect(own.entities?.map(({ id }) => id)).toEqual([conversationId]);
    const sent = await as('agent-1', 'postConversationsMessageCommunicationMessages', () =>
      conversations.postConversationsMessageCommunicationMessages(conversationId, participantId, {
        textBody: 'Let me look',
      }),
    );
    const text: string | undefined = sent.normalizedMessage?.text;
    expect(text).toBe('Let me look');
    const bulk = await as('agent-1', 'postConversationsMessageMessagesBulk', () =>
      conversations.postConversationsMessageMessagesBulk(conversationId, { body: [given(sent.id)] }),
    );
    expect(bulk.entities?.[0]?.normalizedMessage?.type).toBe('Text');
    await as('agent-1', 'patchConversationParticipantAttributes', () =>
      conversations.patchConversationParticipantAttributes(conversationId, participantId, {
        attributes: { order: '17' },
      }),
    );

    // The supervisor: sees the agent at work, monitors, reads along, stops.
    const observed = await as('supervisor-1', 'postAnalyticsUsersObservationsQuery', () =>
      analytics.postAnalyticsUsersObservationsQuery({
        filter: { type: 'or', predicates: [{ dimension: 'userId', value: 'agent-1' }] },
        metrics: ['oUserPresence', 'oActiveQueues'],
      }),
    );
    expect(observed.results?.[0]?.data?.map(({ qualifier, stats }) => [qualifier, stats?.count])).toEqual([
      ['On Queue', 1],
      [undefined, 1],
    ]);
    const at = await as('supervisor-1', 'getUserPresence', () =>
      presence.getUserPresence('agent-1', 'PURECLOUD'),
    );
    expect(at.presenceDefinition?.systemPresence).toBe('On Queue');
    await as('supervisor-1', 'patchUserPresence', () =>
      presence.patchUserPresence('supervisor-1', 'PURECLOUD', { presenceDefinition: { id: 'Available' } }),
    );
    await as('supervisor-1', 'postConversationsMessageParticipantMonitor', () =>
      conversations.postConversationsMessageParticipantMonitor(conversationId, participantId),
    );
    const panel = await as('supervisor-1', 'getConversationsMessages', () =>
      conversations.getConversationsMessages(),
    );
    const monitor = given(
      panel.entities?.[0]?.participants?.find(({ mediaRoles }) => mediaRoles?.includes('monitor')),
    );
    const one = await as('supervisor-1', 'getConversationsMessage', () =>
      conversations.getConversationsMessage(conversationId),
    );
    expect(one.participants?.find(({ purpose }) => purpose === 'agent')?.messages?.[0]?.messageId).toBe(
      sent.id,
    );
    const whole = await as('agent-1', 'getConversation', () => conversations.getConversation(conversationId));
    expect(whole.participants.map(({ purpose }) => purpose)).toEqual(['customer', 'agent']);
    await as('supervisor-1', 'patchConversationsMessageParticipant', () =>
      conversations.patchConversationsMessageParticipant(conversationId, given(monitor.id), {
        body: { state: 'disconnected' },
      }),
    );
    const none = await as('supervisor-1', 'getConversationsMessages', () =>
      conversations.getConversationsMessages(),
    );
    expect(none.entities).toEqual([]);

    const codes = await as('agent-1', 'getConversationsMessageParticipantWrapupcodes', () =>
      conversations.getConversationsMessageParticipantWrapupcodes(conversationId, participantId),
    );
    expect(codes.map(({ id }) => id)).toEqual([codeId]);

    // The agent leaves and wraps up in one call; the conversation ends.
    await as('agent-1', 'patchConversationsMessageParticipant', () =>
      conversations.patchConversationsMessageParticipant(conversationId, participantId, {
        body: { state: 'disconnected', wrapup: { code: codeId, notes: 'Found it' } },
      }),
    );
    await as('admin', 'postConversationDisconnect', () =>
      conversations.postConversationDisconnect(conversationId),
    );
    const wrapup = await eventually(
      () =>
        as('agent-1', 'getConversationsMessageParticipantWrapup', () =>
          conversations.getConversationsMessageParticipantWrapup(conversationId, participantId),
        ),
      (answer) => answer.endTime !== undefined,
    );
    expect(wrapup).toMatchObject({ code: codeId, notes: 'Found it' });

    // Afterwards: found by who monitored whom and for how long, read, counted.
    const interval = '2000-01-01T00:00:00.000Z/2100-01-01T00:00:00.000Z';
    const found = await eventually(
      () =>
        as('analyst', 'postAnalyticsConversationsDetailsQuery', () =>
          analytics.postAnalyticsConversationsDetailsQuery({
            interval,
            conversationFilters: [
              { type: 'and', predicates: [{ type: 'metric', metric: 'tMonitoring', operator: 'exists' }] },
            ],
            segmentFilters: [
              {
                type: 'and',
                predicates: [
                  { dimension: 'purpose', value: 'user' },
                  { dimension: 'userId', value: 'supervisor-1' },
                ],
              },
            ],
          }),
        ),
      (answer) => answer.totalHits === 1,
    );
    expect(found.conversations?.[0]?.conversationId).toBe(conversationId);
    const several = await as('analyst', 'getAnalyticsConversationsDetails', () =>
      analytics.getAnalyticsConversationsDetails({ id: [conversationId, 'nobodys'] }),
    );
    expect(several.conversations).toHaveLength(1);
    const figures = await as('analyst', 'postAnalyticsConversationsAggregatesQuery', () =>
      analytics.postAnalyticsConversationsAggregatesQuery({
        interval,
        groupBy: ['userId'],
        metrics: ['nMonitoring'],
      }),
    );
    expect(figures.results?.[0]?.group).toEqual({ userId: 'supervisor-1' });
    const job = await as('analyst', 'postAnalyticsConversationsDetailsJobs', () =>
      analytics.postAnalyticsConversationsDetailsJobs({ interval }),
    );
    const status = await as('analyst', 'getAnalyticsConversationsDetailsJob', () =>
      analytics.getAnalyticsConversationsDetailsJob(given(job.jobId)),
    );
    expect(status.state).toBe('FULFILLED');
    const results = await as('analyst', 'getAnalyticsConversationsDetailsJobResults', () =>
      analytics.getAnalyticsConversationsDetailsJobResults(given(job.jobId)),
    );
    expect(results.conversations).toHaveLength(1);
    await as('analyst', 'deleteAnalyticsConversationsDetailsJob', () =>
      analytics.deleteAnalyticsConversationsDetailsJob(given(job.jobId)),
    );
    const page = await app.send(
      tenant.who('analyst'),
      'GET',
      `/conversations/messages/${conversationId}/transcript?limit=1`,
    );
    expect(JSON.parse(page.text)).toMatchObject({ headSeq: 2, entities: [{ text: 'My order is late' }] });
    const next = await app.send(
      tenant.who('analyst'),
      'GET',
      `/conversations/messages/${conversationId}/transcript?afterSeq=1`,
    );
    expect(JSON.parse(next.text)).toMatchObject({ entities: [{ text: 'Let me look' }] });
    const audits = await app.send(tenant.who('auditor'), 'GET', '/audits');
    expect(audits.text).toContain('transcript.read');

    expect(lacking).toEqual([]);
  });

  test('Given a method of the SDK that is not served, when it is called, then the answer is a 404 that says where to look', async () => {
    const client = sdk.ApiClient.instance;
    client.setAccessToken(await app.token({ tenantId: 'typed-day', userId: 'anybody' }));
    const refused: unknown = await new sdk.RoutingApi().getRoutingSkills().catch((error: unknown) => error);
    expect(JSON.stringify(refused)).toContain('docs/api/sdk.md');
  });
});
