import { Panel, PanelInput } from '../panel.ts';
import { PanelParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Sets a contextual panel that the agent sees. */
export const putPanel = defineRoute({
  name: 'put-panel',
  method: 'PUT',
  path: '/conversations/messages/{conversationId}/panels/{panelId}',
  summary: 'Sets a contextual panel that the agent sees',
  tag: 'Panels',
  permissions: ['conversation:message:create', 'conversation:message:accept'],
  params: PanelParams,
  body: PanelInput,
  response: Panel,
  statuses: [200],
  errors: ['bad.request', 'not.found', 'conversation.not.in.progress', 'payload.too.large'],
  answersFirst: true,
});
