import { describe, expect, test } from 'vitest';
import { getTimeline } from '../../src/contract/routes/analytics.ts';
import { connectParticipant, patchConversation } from '../../src/contract/routes/messages.ts';
import { startMonitoring, stopMonitoring } from '../../src/contract/routes/monitoring.ts';
import { deleteNote, getNotes, putNote } from '../../src/contract/routes/notes.ts';
import { deleteConversation, exportConversation, putRetention } from '../../src/contract/routes/records.ts';
import { eventually } from './support/eventually.ts';
import { useLocalApp, type Who } from './support/local-app.ts';
import { scene } from './support/scene.ts';

describe('supervisors\u2019 notes, through the public API', () => {
  const app = useLocalApp();

  /** A conversation that one supervisor monitors and has noted something about. */
  const noted = async (tenantId: string) => {
    const tenant = scene(app, tenantId);
    await tenant.prepare();
    const { conversationId } = await tenant.customerWrites('customer-1', 'Hello');
    const agent = await tenant.agentConnects(conversationId, 'agent-1');
    const supervisor = await tenant.supervisor('supervisor-1');
    const session = await app.as(supervisor).call(startMonitoring, {
      params: { conversationId, participantId: agent.id },
      body: {},
    });
    const params = { conversationId, noteId: 'n1' };
    const put = (who: Who, body: object, noteId = 'n1') =>
      app.send(who, 'PUT', `/conversations/messages/${conversationId}/notes/${noteId}`, body);
    const note = await app.as(supervisor).call(putNote, {
      params,
      body: { seq: 1, text: 'Greets well', label: 'praise' },
    });
    const list = (who: Who) => app.send(who, 'GET', `/conversations/messages/${conversationId}/notes`);
    return { tenant, conversationId, supervisor, session, params, put, note, list };
  };

  test('Given a monitor, when they note something, then supervisors with the permission read it, and the timeline tells it', async () => {
    const { tenant, conversationId, supervisor, note } = await noted('notes-read');
    expect(note).toMatchObject({ id: 'n1', seq: 1, text: 'Greets well', label: 'praise' });
    expect(note.author).toMatchObject({ id: 'supervisor-1' });
    const other = tenant.who('supervisor-2');
    const read = { params: { conversationId } };
    expect(await app.as(other).call(getNotes, read)).toEqual({ entities: [note] });
    const types = async (who: Who) =>
      (await app.as(who).call(getTimeline, read)).entities.map((entry) => entry.type);
    expect(await types(supervisor)).toContain('note.added');
    const permissions = ['conversation:message:monitor', 'analytics:conversationDetail:view'];
    const unprivileged = tenant.who('supervisor-3', { permissions });
    expect(await types(unprivileged)).not.toContain('note.added');
  });

  test('Given a note, when its author changes and deletes it, then it is changed and gone; another supervisor reaches only their own', async () => {
    const { tenant, supervisor, params, note, put, list } = await noted('notes-own');
    const body = { seq: 1, text: 'Greets very well' };
    const changed = await app.as(supervisor).call(putNote, { params, body });
    expect(changed).toMatchObject({ ...body, createdDate: note.createdDate });
    expect(changed.label).toBeUndefined();
    const other = await tenant.supervisor('supervisor-2');
    expect((await put(other, body)).status).toBe(404);
    const path = `/conversations/messages/${params.conversationId}/notes/n1`;
    expect((await app.send(other, 'DELETE', path)).status).toBe(404);
    expect(JSON.parse((await list(other)).text)).toEqual({ entities: [changed] });
    await app.as(supervisor).call(deleteNote, { params });
    expect(JSON.parse((await list(other)).text)).toEqual({ entities: [] });
    expect((await app.send(supervisor, 'DELETE', path)).status).toBe(404);
  });

  test('Given a session that is over, when its supervisor notes something, then it is taken; a message that never was is refused', async () => {
    const { supervisor, session, put } = await noted('notes-after');
    await app.as(supervisor).call(stopMonitoring, { params: { sessionId: session.id } });
    await eventually(
      () => put(supervisor, { seq: 1, text: 'later' }, 'n2'),
      (answer) => answer.status === 200,
    );
    const beyond = await put(supervisor, { seq: 9, text: 'none' });
    expect(JSON.parse(beyond.text)).toMatchObject({ status: 400, code: 'transcript.cursor.unknown' });
  });

  test('Given who takes part, when they ask for notes or write one, then there is nothing, also where they may view notes and after they left', async () => {
    const { tenant, conversationId, supervisor, put, list } = await noted('notes-silent');
    const agent = tenant.who('agent-1');
    const nothing = [(await list(agent)).status, (await put(agent, { seq: 1, text: 'x' })).status];
    expect(nothing).toEqual([404, 404]);
    const timeline = await app.as(agent).call(getTimeline, { params: { conversationId } });
    expect(JSON.stringify(timeline)).not.toMatch(/note|monitor/);
    const kept = await app.as(agent).call(exportConversation, { params: { conversationId } });
    expect(kept.notes).toEqual([]);
    await app.as(supervisor).call(connectParticipant, {
      params: { conversationId },
      body: { purpose: 'agent', user: { id: 'supervisor-1', name: 'Supervisor One' } },
    });
    expect((await list(supervisor)).status).toBe(404);
  });

  test('Given notes, when the conversation is exported and deleted, then the export holds them and the deletion takes them', async () => {
    const { tenant, conversationId, note, put, supervisor } = await noted('notes-kept');
    const manager = tenant.who('manager');
    const read = { params: { conversationId } };
    expect((await app.as(manager).call(exportConversation, read)).notes).toEqual([note]);
    await app.as(manager).call(putRetention, { body: { days: 30 } });
    await app.as(tenant.platform).call(patchConversation, { ...read, body: { state: 'disconnected' } });
    await app.as(manager).call(deleteConversation, read);
    expect((await put(supervisor, { seq: 1, text: 'too late' })).status).toBe(404);
    expect((await app.send(manager, 'GET', `/conversations/messages/${conversationId}/notes`)).status).toBe(
      404,
    );
  });
});
