import type {
  EnabledIntegration,
  Integration,
  IntegrationInput,
  IntegrationSecret,
} from '../../contract/integration.ts';
import { limits } from '../../contract/limits.ts';
import type { NewQueue, PageQuery, Queue, QueueInput } from '../../contract/queue.ts';
import { type AuditDeps, audit } from '../shared/audit.ts';
import { badRequest, Failure, fullOf } from '../shared/failure.ts';
import { type Principal, seesDivision } from '../shared/principal.ts';
import {
  type IntegrationSecrets,
  type IntegrationStore,
  type PageWanted,
  pageOf,
  type QueueStore,
  type WebhookUrls,
} from './directory.ts';

interface Deps {
  readonly queues: Pick<QueueStore, 'get'>;
  readonly integrations: Pick<IntegrationStore, 'get'>;
}

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

/**
 * Creates or changes a queue. It must stay within the caller's divisions before and after. Errors: not.found; bad.request
 * where the tenant has as many as it can.
 */
export const putQueue = async (
  deps: AuditDeps & { readonly queues: Pick<QueueStore, 'get' | 'put'> },
  me: Principal,
  queueId: string,
  input: QueueInput,
): Promise<Queue> => {
  const existing = await deps.queues.get(me.tenantId, queueId);
  if (existing !== undefined && !seesDivision(me, existing.division.id)) throw new Failure('not.found');
  if (!seesDivision(me, input.division.id)) throw new Failure('not.found');
  await audit(deps, me, 'queue.changed', queueId);
  const queue = { id: queueId, ...input };
  if (!(await deps.queues.put(me.tenantId, queue)))
    throw fullOf('queues of one tenant', limits.queuesOfTenant);
  return queue;
};

/**
 * Creates a queue under a new id, in a division of the caller: the one that is named, or the first that is granted.
 * Errors: not.found; bad.request where no division is named and every one is granted.
 */
export const createQueue = async (
  deps: AuditDeps & { readonly queues: Pick<QueueStore, 'get' | 'put'> },
  me: Principal,
  { name, division }: NewQueue,
): Promise<Queue> => {
  const id = division?.id ?? me.divisions.find((granted) => granted !== '*');
  if (id === undefined) throw badRequest('division', 'a division is needed');
  return putQueue(deps, me, deps.newId(), { name, division: { id } });
};

/**
 * The integration under an id, where its queue is in a division of the caller; undefined where there is none. One whose
 * queue is gone belongs to no division, and so to who is granted all. Errors: not.found.
 */
const ownIntegration = async (
  deps: Deps,
  me: Principal,
  integrationId: string,
): Promise<Integration | undefined> => {
  const integration = await deps.integrations.get(me.tenantId, integrationId);
  if (integration !== undefined && !me.divisions.includes('*'))
    await readQueue(deps, me, integration.queue.id);
  return integration;
};

/** Reads an integration that feeds a queue of a division of the caller. Errors: not.found. */
export const readIntegration = async (
  deps: Deps,
  me: Principal,
  integrationId: string,
): Promise<Integration> => {
  const integration = await ownIntegration(deps, me, integrationId);
  if (integration === undefined) throw new Failure('not.found');
  return integration;
};

/** A page of the integrations that feed queues in the caller's divisions, by id. */
export const listIntegrations = async (
  deps: {
    readonly queues: Pick<QueueStore, 'all'>;
    readonly integrations: Pick<IntegrationStore, 'all'>;
  },
  me: Principal,
  query: PageWanted,
) => {
  const seen = new Set<string>();
  for await (const queue of deps.queues.all(me.tenantId))
    if (seesDivision(me, queue.division.id)) seen.add(queue.id);
  const visible: EnabledIntegration[] = [];
  for await (const integration of deps.integrations.all(me.tenantId))
    if (me.divisions.includes('*') || seen.has(integration.queue.id)) visible.push(enabled(integration));
  return pageOf(visible, query);
};

/** An integration as it is answered. */
export const enabled = (integration: Integration): EnabledIntegration => ({
  ...integration,
  intendedState: 'ENABLED',
});

/** Refuses a webhook that leads anywhere but to the public internet. Errors: bad.request. */
const checkWebhook = (urls: WebhookUrls, { open }: IntegrationInput): void => {
  if (open === undefined || urls.mayBeCalled(open.outboundNotificationWebhookUrl)) return;
  const path = 'open.outboundNotificationWebhookUrl';
  throw badRequest(path, 'an https URL of a public host, without a user');
};

/**
 * Creates or changes an integration. The queue that it fed and the one that it feeds now are both in divisions of the
 * caller. Errors: bad.request, not.found.
 */
export const putIntegration = async (
  deps: AuditDeps & {
    readonly queues: Pick<QueueStore, 'get'>;
    readonly integrations: Pick<IntegrationStore, 'get' | 'put'>;
    readonly webhookUrls: WebhookUrls;
  },
  me: Principal,
  integrationId: string,
  input: IntegrationInput,
): Promise<Integration> => {
  checkWebhook(deps.webhookUrls, input);
  await ownIntegration(deps, me, integrationId);
  await readQueue(deps, me, input.queue.id);
  await audit(deps, me, 'integration.changed', integrationId);
  const integration = { id: integrationId, ...input };
  if (!(await deps.integrations.put(me.tenantId, integration)))
    throw fullOf('integrations of one tenant', limits.integrationsOfTenant);
  return integration;
};

/**
 * Deletes an integration and its secret: no message comes in through it any more. The secret goes first, also where
 * there is no integration, so that what one attempt leaves behind the next one finds. Errors: not.found.
 */
export const deleteIntegration = async (
  deps: AuditDeps & {
    readonly queues: Pick<QueueStore, 'get'>;
    readonly integrations: Pick<IntegrationStore, 'get' | 'remove'>;
    readonly secrets: Pick<IntegrationSecrets, 'remove'>;
  },
  me: Principal,
  integrationId: string,
): Promise<void> => {
  const there = await ownIntegration(deps, me, integrationId);
  if (there === undefined && !me.divisions.includes('*')) throw new Failure('not.found');
  await audit(deps, me, 'integration.deleted', integrationId);
  await deps.secrets.remove({ tenantId: me.tenantId, integrationId });
  if (!(await deps.integrations.remove(me.tenantId, integrationId))) throw new Failure('not.found');
};

const lower = (text: string): string => text.toLocaleLowerCase('und');

/**
 * Whether a name is as asked for, in upper or lower case: a text with `*` stands for the whole name, each `*` for any number
 * of characters; any other for a part of it. Linear in the name: no regular expression is made of what callers send.
 */
export const nameLike = (asked: string): ((name: string) => boolean) => {
  const [first = '', ...rest] = lower(asked).split('*');
  if (rest.length === 0) return (name) => lower(name).includes(first);
  const last = rest.pop() ?? '';
  return (name) => {
    const text = lower(name);
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const part of rest) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  };
};

/** A page of the queues in the caller's divisions, by name. */
export const listQueues = async (
  deps: { readonly queues: Pick<QueueStore, 'all'> },
  me: Principal,
  query: PageQuery,
) => {
  const fits = nameLike(query.name ?? '');
  const visible: Queue[] = [];
  for await (const queue of deps.queues.all(me.tenantId))
    if (seesDivision(me, queue.division.id) && fits(queue.name)) visible.push(queue);
  return pageOf(visible, query);
};

/** Sets the whole secret of an integration that feeds a queue of a division of the caller. Errors: not.found. */
export const putSecret = async (
  deps: Deps & AuditDeps & { readonly secrets: Pick<IntegrationSecrets, 'put'> },
  me: Principal,
  integrationId: string,
  secret: IntegrationSecret,
): Promise<void> => {
  await readIntegration(deps, me, integrationId);
  await audit(deps, me, 'secret.changed', integrationId);
  await deps.secrets.put({ tenantId: me.tenantId, integrationId }, secret);
};
