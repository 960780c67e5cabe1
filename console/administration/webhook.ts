import type { Integration } from '../../src/contract/integration.ts';

/** The address at which a provider delivers to an integration. `base` stands before the paths of the API. */
export const webhookOf = ({ id, messageType }: Integration, tenantId: string, base: string): string => {
  const [tenant, integration] = [encodeURIComponent(tenantId), encodeURIComponent(id)];
  if (messageType === 'sms') return `${base}/channels/twilio/${tenant}/${integration}/sms`;
  if (messageType === 'open') return `${base}/conversations/messages/${integration}/inbound/open/message`;
  if (messageType === 'webmessaging')
    return `${base}/webmessaging/deployments/${tenant}/${integration}/sessions`;
  if (messageType === 'apple') return `${base}/conversations/messages/${integration}/inbound/open/message`;
  return `${base}/channels/meta/${tenant}/${integration}`;
};
