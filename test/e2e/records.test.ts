import { describe, expect, test } from 'vitest';
import { patchConversation } from '../../src/contract/routes/messages.ts';
import { startMonitoring } from '../../src/contract/routes/monitoring.ts';
import {
  deleteConversation,
  exportConversation,
  getAudits,
  getRetention,
  putRetention,
} from '../../src/contract/routes/records.ts';
import { revokeGrants, signOut } from '../../src/contract/routes/users.ts';
import { topics } from '../../src/contract/topics.ts';
import { eventually } from './support/eventually.ts';
import { listen } from './support/listen.ts';
import { useLocalApp } from './support/local-app.ts';
import { scene } from './support/scene.ts';

describe('kept records and revoked grants, through the public API', () => {
  const app = useLocalApp();

  const ended = async (tenantId: string) => {
    const tenant = scene(app, tenantId);
    await tenant.prepare();
    const { conversationId } = await tenant.customerWrites('customer-1', 'नमस्ते');
    const agent = await tenant.agentConnects(conversationId, 'agent-1');
    const supervisor = await tenant.supervisor('supervisor-1');
    await app.as(supervisor).call(startMonitoring, {
      params: { conversationId, participantId: agent.id },
      body: {},
    });
    await tenant.agentWrites(conversationId, agent.id, 'agent-1', 'Hello');
    const end = () =>
      app.as(tenant.platform).call(patchConversation, {
        params: { conversationId },
        body: { state: 'disconnected' },
      });
    return { tenant, conversationId, end, manager: tenant.who('manager') };
  };

  test('Given an ended conversation, when it is exported, then it holds transcript, timeline and who monitored, and the audit says who asked', async () => {
    const { conversationId, end, manager } = await ended('export');
    await end();
    const kept = await eventually(
      () => app.as(manager).call(exportConversation, { params: { conversationId } }),
      (found) => found.timeline.entities.some((entry) => entry.type === 'conversation.ended'),
    );
    expect(kept.transcript.map((entry) => entry.text)).toEqual(['नमस्ते', 'Hello']);
    expect(kept.details.participants.find((p) => p.purpose === 'user')?.userId).toBe('supervisor-1');
    const { entities } = await app.as(manager).call(getAudits);
    expect(entities[0]).toMatchObject({
      action: 'record.exported',
      userId: 'manager',
      entityId: conversationId,
    });
  });

  test('Given a conversation, when its deletion is asked for, then it waits for the end, leaves nothing and is audited', async () => {
    const { conversationId, end, manager } = await ended('delete');
    const early = await app.send(manager, 'DELETE', `/conversations/messages/${conversationId}/record`);
    expect(JSON.parse(early.text)).toMatchObject({ status: 409, code: 'conflict' });
    await end();
    await app.as(manager).call(deleteConversation, { params: { conversationId } });
    for (const path of ['', '/export', '/transcript'])
      expect(
        (await app.send(manager, 'GET', `/conversations/messages/${conversationId}${path}`)).status,
      ).toBe(404);
    const { entities } = await app.as(manager).call(getAudits);
    expect(entities.map((audit) => audit.action)).toContain('record.deleted');
  });

  test('Given a retention, when it is set, then it is read back, and a tenant without one keeps everything', async () => {
    const manager = { tenantId: 'retention', userId: 'manager' };
    expect((await app.send(manager, 'GET', '/settings/retention')).status).toBe(404);
    await app.as(manager).call(putRetention, { body: { days: 30 } });
    expect(await app.as(manager).call(getRetention)).toEqual({ days: 30 });
    expect((await app.send(manager, 'PUT', '/settings/retention', { days: 0 })).status).toBe(400);
  });

  test.each([
    ['signs out', 'out-self'],
    ['is revoked by another', 'out-other'],
  ])(
    'Given a live stream, when its supervisor %s, then it stops with the reason and no token opens another',
    async (_how, tenantId) => {
      const tenant = scene(app, tenantId);
      await tenant.prepare();
      const { conversationId } = await tenant.customerWrites('customer-1', 'Hello');
      const agent = await tenant.agentConnects(conversationId, 'agent-1');
      const supervisor = await tenant.supervisor('supervisor-1');
      await app.as(supervisor).call(startMonitoring, {
        params: { conversationId, participantId: agent.id },
        body: {},
      });
      const socket = await listen(app, supervisor, [topics.transcript(conversationId)]);
      if (tenantId === 'out-self') await app.as(supervisor).call(signOut);
      else
        await app.as(tenant.who('manager')).call(revokeGrants, {
          params: { userId: 'supervisor-1' },
          body: { reason: 'permission.revoked' },
        });
      if (tenantId === 'out-other') {
        const { entities } = await app.as(tenant.who('manager')).call(getAudits);
        expect(entities[0]).toMatchObject({ action: 'grants.revoked', entityId: 'supervisor-1' });
      }
      const told = await socket.frame((frame) => frame.eventBody.message === 'revoked');
      expect(told.eventBody.reason).toBe(tenantId === 'out-self' ? 'signed.out' : 'permission.revoked');
      await socket.closed;
      await tenant.agentWrites(conversationId, agent.id, 'agent-1', 'after the revocation');
      expect(socket.raw.join()).not.toContain('after the revocation');
      const again = await app.send(supervisor, 'POST', '/notifications/channels');
      expect(again.status).toBe(401);
      const free = await app.send(
        await tenant.supervisor('supervisor-2'),
        'POST',
        `/conversations/messages/${conversationId}/participants/${agent.id}/monitor`,
      );
      expect(free.status).toBe(201);
    },
  );
});
