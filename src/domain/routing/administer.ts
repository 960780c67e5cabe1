import type { Integration, IntegrationInput, IntegrationSecret } from '../../contract/integration.ts';
import type { PageQuery, Queue, QueueInput } from '../../contract/queue.ts';
import { Failure } from '../shared/failure.ts';
import { pageOf } from '../shared/page.ts';
import { type Principal, seesDivision } from '../shared/principal.ts';
import type { IntegrationSecrets, IntegrationStore, QueueStore, WebhookUrls } from './directory.ts';

/** Reads a queue of a division of the caller. Errors: not.found. */
export const readQueue = async (
  deps: { readonly queues: Pick<QueueStore, 'get'> },
  me: Principal,
  queueId: string,
): Promise<Queue> => {
  const queue = await deps.queues.get(me.tenantId, queueId);
  if (queue === undefined || !seesDivision(me, queue.division.id)) throw new Failure('not.found');
  return queue;
};

/** Creates or changes a queue. It must stay within the caller's divisions before and after. */
export const putQueue = async (
  deps: { readonly queues: Pick<QueueStore, 'get' | 'put'> },
  me: Principal,
  queueId: string,
  input: QueueInput,
): Promise<Queue> => {
  const existing = await deps.queues.get(me.tenantId, queueId);
  if (existing !== undefined && !seesDivision(me, existing.division.id)) throw new Failure('not.found');
  if (!seesDivision(me, input.division.id)) throw new Failure('not.found');
  const queue = { id: queueId, ...input };
  await deps.queues.put(me.tenantId, queue);
  return queue;
};

/** Deletes a queue. Conversations that are in it stay in it. */
export const deleteQueue = async (
  deps: { readonly queues: Pick<QueueStore, 'get' | 'remove'> },
  me: Principal,
  queueId: string,
): Promise<void> => {
  await readQueue(deps, me, queueId);
  await deps.queues.remove(me.tenantId, queueId);
};

/** Reads an integration. */
export const readIntegration = async (
  deps: { readonly integrations: Pick<IntegrationStore, 'get'> },
  me: Principal,
  integrationId: string,
): Promise<Integration> => {
  const integration = await deps.integrations.get(me.tenantId, integrationId);
  if (integration === undefined) throw new Failure('not.found');
  return integration;
};

/** Refuses a webhook that leads anywhere but to the public internet. Errors: bad.request. */
const checkWebhook = (urls: WebhookUrls, { open }: IntegrationInput): void => {
  if (open === undefined || urls.mayBeCalled(open.outboundNotificationWebhookUrl)) return;
  const path = 'open.outboundNotificationWebhookUrl';
  throw new Failure('bad.request', {}, [{ path, message: 'an https URL of a public host, without a user' }]);
};

/** Creates or changes an integration. Its queue must exist. Errors: bad.request, not.found. */
export const putIntegration = async (
  deps: {
    readonly queues: Pick<QueueStore, 'get'>;
    readonly integrations: Pick<IntegrationStore, 'put'>;
    readonly webhookUrls: WebhookUrls;
  },
  me: Principal,
  integrationId: string,
  input: IntegrationInput,
): Promise<Integration> => {
  checkWebhook(deps.webhookUrls, input);
  await readQueue(deps, me, input.queue.id);
  const integration = { id: integrationId, ...input };
  await deps.integrations.put(me.tenantId, integration);
  return integration;
};

/**
 * Deletes an integration and its secret: no message comes in through it any more. The secret goes first, also where
 * there is no integration, so that what one attempt leaves behind the next one finds. Errors: not.found.
 */
export const deleteIntegration = async (
  deps: {
    readonly integrations: Pick<IntegrationStore, 'remove'>;
    readonly secrets: Pick<IntegrationSecrets, 'remove'>;
  },
  me: Principal,
  integrationId: string,
): Promise<void> => {
  await deps.secrets.remove({ tenantId: me.tenantId, integrationId });
  if (!(await deps.integrations.remove(me.tenantId, integrationId))) throw new Failure('not.found');
};

/** A page of the queues in the caller's divisions, by name. */
export const listQueues = async (
  deps: { readonly queues: Pick<QueueStore, 'all'> },
  me: Principal,
  query: PageQuery,
) => {
  const wanted = query.name?.toLocaleLowerCase('und');
  const visible: Queue[] = [];
  for await (const queue of deps.queues.all(me.tenantId))
    if (seesDivision(me, queue.division.id))
      if (wanted === undefined || queue.name.toLocaleLowerCase('und').includes(wanted)) visible.push(queue);
  return pageOf(visible, query);
};

/** Sets the whole secret of an integration of the caller's tenant. Errors: not.found. */
export const putSecret = async (
  deps: {
    readonly integrations: Pick<IntegrationStore, 'get'>;
    readonly secrets: Pick<IntegrationSecrets, 'put'>;
  },
  me: Principal,
  integrationId: string,
  secret: IntegrationSecret,
): Promise<void> => {
  if ((await deps.integrations.get(me.tenantId, integrationId)) === undefined) throw new Failure('not.found');
  await deps.secrets.put({ tenantId: me.tenantId, integrationId }, secret);
};
