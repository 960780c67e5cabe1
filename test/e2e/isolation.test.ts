import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import type { Route } from '../../src/contract/route.ts';
import { startMonitoring } from '../../src/contract/routes/monitoring.ts';
import { topics } from '../../src/contract/topics.ts';
import { conversationRoutes, pathNames, requestOf, userRoutes } from '../support/route-samples.ts';
import { eventually } from './support/eventually.ts';
import { listen } from './support/listen.ts';
import { useLocalApp, type Who } from './support/local-app.ts';
import { scene } from './support/scene.ts';

/** Creating under an id of one's own tenant, and acting on a user id that is no resource, is no access to another's. */
const ownByNature = new Set(['put-queue', 'put-user', 'revoke-grants']);

describe('tenants and divisions, through the public API', () => {
  const app = useLocalApp();

  /** A tenant with one of everything. */
  const furnish = async (tenantId: string) => {
    const tenant = scene(app, tenantId);
    await tenant.prepare();
    const { conversationId } = await tenant.customerWrites('customer-1', 'Hello');
    const agent = await tenant.agentConnects(conversationId, 'agent-1');
    const supervisor = await tenant.supervisor('supervisor-1');
    const session = await app.as(supervisor).call(startMonitoring, {
      params: { conversationId, participantId: agent.id },
      body: {},
    });
    const { id: channelId } = JSON.parse(
      (await app.send(supervisor, 'POST', '/notifications/channels')).text,
    );
    const ids: Record<string, string> = {
      queueId: 'support',
      memberId: 'agent-1',
      integrationId: 'web',
      conversationId,
      participantId: agent.id,
      communicationId: agent.id,
      messageId: `${conversationId}.1`,
      sessionId: session.id,
      userId: 'supervisor-1',
      channelId,
      panelId: 'order',
      noteId: 'n1',
      sourceId: 'purecloud',
      codeId: 'code-1',
      jobId: 'job-1',
      mediaId: '00000000-0000-4000-8000-000000000000',
      tenantId,
    };
    return { tenant, ids };
  };

  const anonymous = (text: string) => text.replace(/"contextId":"[^"]*"/, '"contextId":""');

  /** What a caller is told for these ids, and for ids that nobody has. */
  const compare = async (who: Who, route: Route, ids: Record<string, string>) => {
    const nobodys = Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, `no-${id}`]));
    const ask = (given: Record<string, string>) => {
      const { path, body } = requestOf(route, given);
      return app.send(who, route.method, path, body);
    };
    // One after the other: side by side each route's function would be started twice.
    return { theirs: await ask(ids), none: await ask(nobodys) };
  };

  const withIds = userRoutes.filter((route) => pathNames(route).length > 0);

  test('Given two tenants with the same ids, when one calls every route with the ids of the other, then each answers as if they did not exist', async () => {
    const { ids } = await furnish('tenant-one');
    const stranger: Who = { tenantId: 'tenant-two', userId: 'stranger' };
    await scene(app, 'tenant-two').supervisor('stranger');
    for (const route of withIds.filter((r) => !ownByNature.has(r.name))) {
      const { theirs, none } = await compare(stranger, route, ids);
      expect.soft(theirs.status, `${route.name}: ${theirs.text}`).toBe(404);
      expect.soft(anonymous(theirs.text), route.name).toBe(anonymous(none.text));
    }
  });

  test('Given a conversation of another division, when a supervisor calls every route of it, then each answers as if it did not exist', async () => {
    const { ids, tenant } = await furnish('tenant-three');
    const outsider = await tenant.supervisor('outsider', { divisions: ['elsewhere'] });
    const scoped = withIds.filter(
      (r) =>
        conversationRoutes.includes(r) ||
        pathNames(r).includes('queueId') ||
        (pathNames(r).includes('userId') && r.name !== 'revoke-grants'),
    );
    // Sending is bound to the participant's own user, and says so; the participant is not the outsider's.
    const bound = new Set(['send-agent-message', 'send-typing']);
    for (const route of scoped.filter((r) => !bound.has(r.name))) {
      const { theirs } = await compare(outsider, route, ids);
      expect.soft(theirs.status, `${route.name}: ${theirs.text}`).toBe(404);
    }
  });

  test('Given topics of another tenant or division, when they are subscribed to, then each is rejected like one that nobody has', async () => {
    const { ids } = await furnish('tenant-four');
    const all = [
      topics.transcript(ids.conversationId ?? ''),
      topics.queueConversations('support'),
      topics.queueObservations('support'),
      topics.myConversations('supervisor-1'),
      topics.myPresence('supervisor-1'),
      topics.routingStatus('supervisor-1'),
      topics.queueUsers('support'),
    ];
    for (const who of [
      { tenantId: 'tenant-five', userId: 'stranger' },
      { tenantId: 'tenant-four', userId: 'outsider', divisions: ['elsewhere'] },
    ]) {
      const socket = await listen(app, who, all);
      const answer = socket.frames().find((frame) => frame.eventBody.message === 'subscribed');
      expect(answer?.eventBody.topics).toEqual(
        all.map((id) => ({ id, state: 'Rejected', rejectionReason: 'not.found' })),
      );
      socket.close();
    }
  });

  test('Given two tenants with the same ids side by side, when both write, then neither sees anything of the other', async () => {
    const one = scene(app, 'twin-one');
    const two = scene(app, 'twin-two');
    await Promise.all([one.prepare(), two.prepare()]);
    const [a, b] = await Promise.all([
      one.customerWrites('same', 'of one'),
      two.customerWrites('same', 'of two'),
    ]);
    expect(a.conversationId).not.toBe(b.conversationId);
    const seen = await app.send(two.who('viewer'), 'POST', '/analytics/conversations/details/query', {});
    expect(seen.text).not.toContain(a.conversationId);
  });

  test('Given a ticket, when it is used again, altered or left out, then no second socket opens', async () => {
    const who: Who = { tenantId: 'tenant-seven', userId: 'x' };
    const { connectUri } = JSON.parse((await app.send(who, 'POST', '/notifications/channels')).text);
    const connect = (uri: string) =>
      new Promise<number>((resolve) => {
        const socket = new WebSocket(uri);
        socket.once('open', () => resolve(101));
        socket.once('unexpected-response', (_request, answer) => resolve(answer.statusCode ?? 0));
        socket.once('error', () => {});
      });
    const [first, second] = await Promise.all([connect(connectUri), connect(connectUri)]);
    expect([first, second].sort()).toEqual([101, 403]);
    expect(await connect(connectUri)).toBe(403);
    expect(await connect(`${connectUri}x`)).toBe(403);
    expect(await connect(connectUri.split('?')[0] ?? '')).toBe(401);
  });

  test('Given forged, expired or missing tokens, when any route is called, then each refuses them alike', async () => {
    const { ids } = await furnish('tenant-six');
    const expired: Who = { tenantId: 'tenant-six', userId: 'late', expiresIn: 1 };
    await app.token(expired);
    const good = await app.token({ tenantId: 'tenant-six', userId: 'x' });
    const [head, , signature] = good.split('.');
    const claims = Buffer.from(JSON.stringify({ sub: 'x', tenantId: 'tenant-one' })).toString('base64url');
    const forged = `${head}.${claims}.${signature}`;
    // It is first used after its end: until then a good answer would be remembered.
    const { exp } = decodeJwt(await app.token(expired));
    await eventually(
      async () => Date.now() / 1000,
      (now) => now > (exp ?? 0) + 1,
    );
    for (const route of userRoutes)
      for (const token of [forged, await app.token(expired), 'nonsense', undefined]) {
        const { path, body } = requestOf(route, ids);
        const answer = await fetch(`${app.url}/api/v2${path}`, {
          method: route.method,
          headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        expect.soft(answer.status, route.name).toBe(401);
        expect.soft(await answer.json(), route.name).toMatchObject({ code: 'authentication.required' });
      }
  });
});
