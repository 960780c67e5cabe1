import { as, asMonitor, asParty } from '../access.ts';
import { ConversationParams, PanelParams } from '../ids.ts';
import { Journey, JourneyQuery } from '../journey.ts';
import { Panel, PanelInput, Panels } from '../panel.ts';
import { defineRoute } from '../route.ts';

/** Sets a contextual panel that the agent sees. */
export const putPanel = defineRoute({
  name: 'put-panel',
  method: 'PUT',
  path: '/conversations/messages/{conversationId}/panels/{panelId}',
  summary: 'Sets a contextual panel that the agent sees',
  tag: 'Panels',
  access: [as('takesPart', 'conversation:message:create', 'conversation:message:accept')],
  params: PanelParams,
  body: PanelInput,
  response: Panel,
  statuses: [200],
  errors: ['bad.request', 'not.found', 'conversation.not.in.progress', 'payload.too.large'],
});

/** Reads a contextual panel. */
export const getPanel = defineRoute({
  name: 'get-panel',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/panels/{panelId}',
  summary: 'Reads a contextual panel',
  tag: 'Panels',
  access: [asParty, asMonitor],
  params: PanelParams,
  response: Panel,
  statuses: [200],
  errors: ['not.found'],
});

/** Reads all contextual panels of a conversation. */
export const getPanels = defineRoute({
  name: 'get-panels',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/panels',
  summary: 'Reads all contextual panels of a conversation',
  tag: 'Panels',
  access: [asParty, asMonitor],
  params: ConversationParams,
  response: Panels,
  statuses: [200],
  errors: ['not.found'],
});

/** Reads the same customer's earlier conversations: what the panel of the journey begins with, page by page. */
export const getJourney = defineRoute({
  name: 'get-journey',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/journey',
  summary: 'Reads the earlier conversations of the same customer',
  tag: 'Panels',
  access: [asParty, asMonitor],
  params: ConversationParams,
  query: JourneyQuery,
  response: Journey,
  statuses: [200],
  errors: ['bad.request', 'not.found'],
});
