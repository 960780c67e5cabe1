import type { Integration, IntegrationInput } from '../../contract/integration.ts';
import type { Queue, QueueInput } from '../../contract/queue.ts';
import { type Principal, seesDivision } from '../access/principal.ts';
import { Failure } from '../failure.ts';
import type { IntegrationSecrets } from '../messaging/integration-secrets.ts';
import type { IntegrationStore, QueueStore } from './directory.ts';

interface Deps {
  readonly queues: QueueStore;
  readonly integrations: IntegrationStore;
}

/** Reads a queue of a division of the caller. Errors: not.found. */
export const readQueue = async (
  deps: Pick<Deps, 'queues'>,
  me: Principal,
  queueId: string,
): Promise<Queue> => {
  const queue = await deps.queues.get(me.tenantId, queueId);
  if (queue === undefined || !seesDivision(me, queue.division.id)) throw new Failure('not.found');
  return queue;
};

/** Creates or changes a queue. It must stay within the caller's divisions before and after. */
export const putQueue = async (
  deps: Pick<Deps, 'queues'>,
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
  deps: Pick<Deps, 'queues'>,
  me: Principal,
  queueId: string,
): Promise<void> => {
  await readQueue(deps, me, queueId);
  await deps.queues.remove(me.tenantId, queueId);
};

/** Reads an integration. */
export const readIntegration = async (
  deps: Pick<Deps, 'integrations'>,
  me: Principal,
  integrationId: string,
): Promise<Integration> => {
  const integration = await deps.integrations.get(me.tenantId, integrationId);
  if (integration === undefined) throw new Failure('not.found');
  return integration;
};

/** Creates or changes an integration. Its queue must exist. */
export const putIntegration = async (
  deps: Deps,
  me: Principal,
  integrationId: string,
  input: IntegrationInput,
): Promise<Integration> => {
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
  deps: Pick<Deps, 'integrations'> & { readonly secrets: IntegrationSecrets },
  me: Principal,
  integrationId: string,
): Promise<void> => {
  await deps.secrets.remove({ tenantId: me.tenantId, integrationId });
  if (!(await deps.integrations.remove(me.tenantId, integrationId))) throw new Failure('not.found');
};
