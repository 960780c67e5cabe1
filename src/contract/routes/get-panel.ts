import { Panel } from '../panel.ts';
import { PanelParams } from '../params.ts';
import { defineRoute } from '../route.ts';

/** Reads a contextual panel. */
export const getPanel = defineRoute({
  name: 'get-panel',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/panels/{panelId}',
  summary: 'Reads a contextual panel',
  tag: 'Panels',
  permissions: ['conversation:message:view', 'conversation:message:create', 'conversation:message:monitor'],
  params: PanelParams,
  response: Panel,
  statuses: [200],
  errors: ['not.found'],
});
