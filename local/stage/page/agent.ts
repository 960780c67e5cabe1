import { createClient } from '../../../client/client.ts';
import { ConsoleConfig } from '../../../src/contract/console-config.ts';
import type { Conversation } from '../../../src/contract/conversation.ts';
import { getQueueActivity } from '../../../src/contract/routes/analytics.ts';
import {
  connectParticipant,
  getConversations,
  getMessage,
  patchConversation,
  patchParticipant,
  replaceParticipant,
  sendAgentMessage,
  sendTyping,
} from '../../../src/contract/routes/messages.ts';
import { putPanel } from '../../../src/contract/routes/panels.ts';

/** ms between two looks at what waits and at what was said: the stage's desktop asks, for there is nothing to follow. */
const lookMs = 700;
/** ms between two signs that the agent types. */
const typingMs = 3_000;
const queueId = 'support';

const part = <T extends HTMLElement>(id: string, kind: new () => T): T => {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
};
const waiting = part('waiting', HTMLUListElement);
const mine = part('mine', HTMLUListElement);
const messages = part('messages', HTMLOListElement);
const title = part('title', HTMLHeadingElement);
const tools = part('tools', HTMLParagraphElement);
const writing = part('writing', HTMLFormElement);
const text = part('text', HTMLInputElement);

const config = ConsoleConfig.parse(await (await fetch('/config.json')).json());
if (config.signIn !== 'development') throw new Error('the stage is of the laptop alone');
const { tenantId, people } = config;
const agents = people.filter(({ role }) => role === 'agent');
const asked = new URLSearchParams(location.search).get('as');
const me = agents.find(({ userId }) => userId === asked) ?? agents[0];
if (me === undefined) throw new Error('there is no agent');
const user = { id: me.userId, name: me.name };

let token: { readonly value: string; readonly renewAt: number } | undefined;
const tokenNow = async (): Promise<string> => {
  if (token !== undefined && token.renewAt > Date.now()) return token.value;
  const { userId, name, permissions } = me;
  const body = JSON.stringify({ tenantId, userId, name, permissions });
  const answer = await fetch('/dev/token', { method: 'POST', body });
  const issued = (await answer.json()) as { access_token: string; expires_in: number };
  token = { value: issued.access_token, renewAt: Date.now() + issued.expires_in * 1000 - 60_000 };
  return token.value;
};
const { call } = createClient({
  url: location.origin,
  token: tokenNow,
  fetch: (url, init) => fetch(url, init),
  WebSocket,
});

/** The conversation on the desktop, and what of it was read. */
let open: { readonly conversationId: string; readonly participantId: string; read: number } | undefined;

const item = (words: string, act: () => void): HTMLLIElement => {
  const line = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = words;
  button.addEventListener('click', act);
  line.append(button);
  return line;
};

const show = (conversationId: string, participantId: string, name: string): void => {
  open = { conversationId, participantId, read: 0 };
  messages.replaceChildren();
  title.textContent = name;
  tools.hidden = false;
  writing.hidden = false;
};

const accept = async (conversationId: string, name: string): Promise<void> => {
  const body = { purpose: 'agent' as const, user };
  const { id } = await call(connectParticipant, { params: { conversationId }, body });
  show(conversationId, id, name);
};

const customerOf = ({ participants }: Conversation): string =>
  participants.find(({ purpose }) => purpose === 'customer')?.name ?? 'Customer';

const lookAround = async (): Promise<void> => {
  const [activity, own] = await Promise.all([
    call(getQueueActivity, { params: { queueId } }),
    call(getConversations),
  ]);
  waiting.replaceChildren(
    ...activity.waiting.map(({ conversationId, customerName }) =>
      item(`Accept ${customerName}`, () => void accept(conversationId, customerName)),
    ),
  );
  mine.replaceChildren(
    ...own.entities.flatMap((conversation) => {
      const seat = conversation.participants.find((one) => one.user?.id === user.id);
      const name = customerOf(conversation);
      return seat === undefined ? [] : [item(name, () => show(conversation.id, seat.id, name))];
    }),
  );
};

const readOn = async (): Promise<void> => {
  const at = open;
  if (at === undefined) return;
  const { conversationId } = at;
  for (;;) {
    const { read } = at;
    const messageId = `${conversationId}.${read + 1}`;
    const message = await call(getMessage, { params: { conversationId, messageId } }).catch(() => undefined);
    // Another look may have shown it meanwhile.
    if (message === undefined || open !== at || at.read !== read) return;
    at.read += 1;
    const line = document.createElement('li');
    line.dataset.side = message.direction;
    line.textContent = message.textBody;
    messages.append(line);
    line.scrollIntoView({ block: 'nearest' });
  }
};

const seat = () => ({ conversationId: open?.conversationId ?? '', participantId: open?.participantId ?? '' });
const communication = () => ({
  conversationId: seat().conversationId,
  communicationId: seat().participantId,
});
const leave = (): void => {
  open = undefined;
  tools.hidden = true;
  writing.hidden = true;
  title.textContent = 'Accept a customer who waits';
};
const on = (id: string, act: () => Promise<unknown>): void =>
  part(id, HTMLButtonElement).addEventListener('click', () => void act());

let held = false;
on('hold', async () => {
  held = !held;
  await call(patchParticipant, { params: seat(), body: { held } });
  part('hold', HTMLButtonElement).textContent = held ? 'Take off hold' : 'Hold';
});
on('hand-on', async () => {
  const next = agents[(agents.findIndex(({ userId }) => userId === user.id) + 1) % agents.length];
  if (next === undefined) return;
  await call(replaceParticipant, { params: seat(), body: { userId: next.userId, userName: next.name } });
  leave();
});
let orders = 0;
on('note-order', async () => {
  orders += 1;
  const params = { conversationId: seat().conversationId, panelId: 'order' };
  await call(putPanel, {
    params,
    body: { schemaId: 'stage.order.v1', data: { number: String(1000 + orders) } },
  });
});
on('end', async () => {
  const { conversationId } = seat();
  await call(patchConversation, { params: { conversationId }, body: { state: 'disconnected' } });
  leave();
});
let typed = 0;
text.addEventListener('input', () => {
  if (Date.now() - typed < typingMs) return;
  typed = Date.now();
  void call(sendTyping, { params: communication(), body: { typing: { type: 'On' } } }).catch(() => undefined);
});
writing.addEventListener('submit', (event) => {
  event.preventDefault();
  const textBody = text.value;
  if (textBody.trim() === '') return;
  text.value = '';
  const body = { textBody, clientMessageId: crypto.randomUUID() };
  void call(sendAgentMessage, { params: communication(), body }).then(readOn);
});

const look = async (): Promise<void> => {
  await Promise.all([lookAround(), readOn()]).catch(() => undefined);
  setTimeout(() => void look(), lookMs);
};
await look();
