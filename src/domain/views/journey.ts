import {
  type CustomerProfile,
  type EarlierConversation,
  type Journey,
  type JourneyQuery,
  journeyPanels,
} from '../../contract/journey.ts';
import { limits } from '../../contract/limits.ts';
import type { Panel } from '../../contract/panel.ts';
import { getJourney, getPanel } from '../../contract/routes/panels.ts';
import { beginning } from '../../contract/text.ts';
import { admit } from '../head/admit.ts';
import { tookPart } from '../head/audience.ts';
import { customerOf, type Head, type HeadStore } from '../head/head.ts';
import { customerMark, type Recipient, type Recipients } from '../messages/recipient.ts';
import type { PanelStore } from '../monitoring/panel-store.ts';
import { type Clock, iso } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import { type Principal, seesDivision } from '../shared/principal.ts';
import type { Fact, RecordStore } from '../timeline/fact.ts';
import type { TranscriptStore } from '../transcript/message.ts';
import type { Earlier, InteractionStore, Position } from './interaction.ts';

/**
 * A customer's journey: who they are, what came before this conversation, and what a bot did in it. It is read off what
 * is kept of each conversation, never copied: what is erased is in no journey any more. The live conversation lets the
 * reader in, so it is shown to who takes part in it and to who monitors it, and to nobody else.
 */

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly recipients: Pick<Recipients, 'get'>;
  readonly interactions: Pick<InteractionStore, 'ofCustomer'>;
  readonly clock: Clock;
}

interface PanelDeps extends Deps {
  readonly panels: Pick<PanelStore, 'attributes'>;
  readonly records: Pick<RecordStore, 'facts'>;
  readonly transcript: Pick<TranscriptStore, 'after'>;
}

const cursorOf = ({ startTime, conversationId }: Position): string => `${startTime}.${conversationId}`;
const readCursor = (cursor: string): Position => {
  const dot = cursor.indexOf('.');
  return { startTime: Number(cursor.slice(0, dot)), conversationId: cursor.slice(dot + 1) };
};

/** An earlier conversation that the reader could be shown by itself: in a division of theirs, or one they took part in. */
const isVisible = (earlier: Earlier, me: Principal): boolean =>
  seesDivision(me, earlier.divisionId) || tookPart(earlier, me.userId);

const earlierConversation = (earlier: Earlier): EarlierConversation => ({
  conversationId: earlier.conversationId,
  startTime: iso(earlier.startTime),
  ...(earlier.endTime === undefined ? {} : { endTime: iso(earlier.endTime) }),
  messageType: earlier.messageType,
  queue: { id: earlier.queueId },
  division: { id: earlier.divisionId },
  agents: earlier.agents.map(({ userId, name, wrapupCode }) => ({
    id: userId,
    name,
    ...(wrapupCode === undefined ? {} : { wrapupCode }),
  })),
});

/**
 * One page of what came before, the newest first. Conversations that the reader may not see are left out as if they never
 * were: a page is filled from older ones, and no cursor names one of them.
 */
const pageBefore = async (
  deps: Deps,
  me: Principal,
  head: Head,
  customer: Recipient | undefined,
  { pageSize, cursor }: JourneyQuery,
): Promise<Journey> => {
  if (customer === undefined) return { entities: [] };
  const before = cursor === undefined ? head : readCursor(cursor);
  const found: Earlier[] = [];
  let lookedAt = 0;
  const mark = customerMark(customer);
  for await (const earlier of deps.interactions.ofCustomer(me.tenantId, mark, before, pageSize + 1)) {
    lookedAt += 1;
    if (isVisible(earlier, me)) found.push(earlier);
    if (found.length > pageSize || lookedAt === limits.journeyLookedAt) break;
  }
  const shown = found.slice(0, pageSize);
  const last = found.length > pageSize ? shown.at(-1) : undefined;
  const path = `/api/v2/conversations/messages/${head.conversationId}/journey`;
  return {
    entities: shown.map(earlierConversation),
    ...(last === undefined
      ? {}
      : { nextUri: `${path}?pageSize=${pageSize}&cursor=${encodeURIComponent(cursorOf(last))}` }),
  };
};

/** The same customer's earlier conversations, a page of them. Errors: not.found, monitor.lease.lost. */
export const readJourney = async (
  deps: Deps,
  me: Principal,
  conversationId: string,
  query: JourneyQuery,
): Promise<Journey> => {
  const { head } = await admit(deps, me, getJourney.access, { conversationId });
  return pageBefore(deps, me, head, await deps.recipients.get(head), query);
};

/** A panel that is worked out: nothing of it is stored, and nobody else's version is overtaken by it. */
const worked = (
  id: string,
  title: string,
  data: Readonly<Record<string, unknown>>,
  modified: number,
): Panel => ({ id, schemaId: id, title, data, version: 1, modifiedDate: iso(modified) });

/** What is known of a conversation's customer. */
export const profileOf = (head: Head, customer: Recipient): CustomerProfile => ({
  name: customer.name ?? customerOf(head)?.[1].name ?? '',
  addresses: [{ integration: { id: customer.integrationId }, address: customer.address }],
  attributes: customer.attributes ?? {},
});

const profilePanel = (head: Head, customer: Recipient): Panel =>
  worked(
    journeyPanels.customer,
    'Customer',
    { ...profileOf(head, customer), messageType: head.messageType },
    head.startTime,
  );

const earlierPanel = async (
  deps: Deps,
  me: Principal,
  head: Head,
  customer: Recipient,
): Promise<Panel | undefined> => {
  const page = await pageBefore(deps, me, head, customer, { pageSize: limits.journeyPage });
  if (page.entities.length === 0) return undefined;
  const { entities: conversations, ...rest } = page;
  return worked(journeyPanels.earlier, 'Earlier conversations', { conversations, ...rest }, head.startTime);
};

interface BotPart {
  readonly name: string;
  readonly connectedTime: string;
  readonly disconnectedTime?: string;
}

/** When each bot came and went, by participant. */
const botsIn = (facts: readonly Fact[]): ReadonlyMap<string, BotPart> => {
  const bots = new Map<string, BotPart>();
  for (const { type, purpose, participantId, name = 'Bot', time } of facts) {
    if (purpose !== 'bot' || participantId === undefined) continue;
    const known = bots.get(participantId);
    if (type === 'participant.connected') bots.set(participantId, { name, connectedTime: iso(time) });
    if (type === 'participant.disconnected' && known !== undefined)
      bots.set(participantId, { ...known, disconnectedTime: iso(time) });
  }
  return bots;
};

/**
 * What a bot said and collected: its part of the first messages, and the attributes that its participant and the
 * customer's have.
 */
const botPanel = async (deps: PanelDeps, head: Head): Promise<Panel | undefined> => {
  const bots = botsIn(await deps.records.facts(head));
  if (bots.size === 0) return undefined;
  const [attributes, first] = await Promise.all([
    deps.panels.attributes(head),
    deps.transcript.after(head, 0, limits.botMessages),
  ]);
  const from = [...bots.keys(), ...(customerOf(head)?.slice(0, 1) ?? [])];
  const said = first.flatMap((entry) =>
    entry.type === 'Text' && bots.has(entry.participantId)
      ? [{ time: entry.time, text: beginning(entry.text, limits.botMessageChars) }]
      : [],
  );
  return worked(
    journeyPanels.bot,
    'Before the agent',
    {
      bots: [...bots.values()],
      collected: Object.assign({}, ...from.map((id) => attributes[String(id)] ?? {})),
      said: said.map(({ time, text }) => ({ time: iso(time), text })),
    },
    said.at(-1)?.time ?? head.startTime,
  );
};

/** The panels of the journey that have something to tell. */
const journeyOf = async (deps: PanelDeps, me: Principal, head: Head): Promise<readonly Panel[]> => {
  const [customer, bot] = await Promise.all([deps.recipients.get(head), botPanel(deps, head)]);
  const own =
    customer === undefined
      ? []
      : [profilePanel(head, customer), await earlierPanel(deps, me, head, customer)];
  return [...own, bot].filter((panel) => panel !== undefined);
};

const isOfJourney = (panelId: string): boolean => Object.values(journeyPanels).some((id) => id === panelId);

/** Every panel that the agent sees: those of their desktop, and those of the customer's journey. Errors: not.found. */
export const readPanels = async (
  deps: PanelDeps & { readonly panels: Pick<PanelStore, 'all'> },
  me: Principal,
  conversationId: string,
): Promise<{ entities: Panel[] }> => {
  const { head } = await admit(deps, me, getPanel.access, { conversationId });
  const [desktops, journey] = await Promise.all([deps.panels.all(head), journeyOf(deps, me, head)]);
  return { entities: [...desktops, ...journey] };
};

/** Reads a panel as the agent sees it. Errors: not.found. */
export const readPanel = async (
  deps: PanelDeps & { readonly panels: Pick<PanelStore, 'get'> },
  me: Principal,
  at: { readonly conversationId: string; readonly panelId: string },
): Promise<Panel> => {
  const { head } = await admit(deps, me, getPanel.access, at);
  const panel = isOfJourney(at.panelId)
    ? (await journeyOf(deps, me, head)).find(({ id }) => id === at.panelId)
    : await deps.panels.get(head, at.panelId);
  if (panel === undefined) throw new Failure('not.found');
  return panel;
};
