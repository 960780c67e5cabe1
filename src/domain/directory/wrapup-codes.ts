import { limits } from '../../contract/limits.ts';
import type { WrapupCode, WrapupCodeInput, WrapupCodesQuery } from '../../contract/wrapup-code.ts';
import { type AuditDeps, audit } from '../shared/audit.ts';
import { Failure, fullOf } from '../shared/failure.ts';
import { type Principal, seesDivision } from '../shared/principal.ts';
import { nameLike, readQueue } from './administer.ts';
import { pageOf, type QueueStore, type WrapupCodeStore } from './directory.ts';

type Codes<M extends keyof WrapupCodeStore> = { readonly wrapupCodes: Pick<WrapupCodeStore, M> };
type Queues = { readonly queues: Pick<QueueStore, 'get'> };

const sees = (me: Principal, { division }: Pick<WrapupCode, 'division'>): boolean =>
  division === undefined || seesDivision(me, division.id);

/** Reads a code that is for every division or for one of the caller. Errors: not.found. */
export const readCode = async (deps: Codes<'get'>, me: Principal, codeId: string): Promise<WrapupCode> => {
  const code = await deps.wrapupCodes.get(me.tenantId, codeId);
  if (code === undefined || !sees(me, code)) throw new Failure('not.found');
  return code;
};

/** The code that stands under an id once it is stored, and its audit. Errors: not.found. */
const audited = async (
  deps: AuditDeps,
  me: Principal,
  id: string,
  { name, division, description }: WrapupCodeInput,
): Promise<WrapupCode> => {
  // A code for every division is for who is granted every one.
  if (!seesDivision(me, division?.id ?? '*')) throw new Failure('not.found');
  await audit(deps, me, 'wrapupCode.changed', id);
  return {
    id,
    name,
    ...(division === undefined ? {} : { division: { id: division.id } }),
    ...(description === undefined ? {} : { description }),
  };
};

/** Creates a code under a new id, in a division of the caller. Errors: not.found; bad.request where there are too many. */
export const createCode = async (
  deps: AuditDeps & Codes<'put'>,
  me: Principal,
  input: WrapupCodeInput,
): Promise<WrapupCode> => {
  const code = await audited(deps, me, deps.newId(), input);
  if (!(await deps.wrapupCodes.put(me.tenantId, code)))
    throw fullOf('wrap-up codes of one tenant', limits.codesOfTenant);
  return code;
};

/** Changes a code, which stays within the caller's divisions before and after. Errors: not.found. */
export const changeCode = async (
  deps: AuditDeps & Codes<'get' | 'change'>,
  me: Principal,
  codeId: string,
  input: WrapupCodeInput,
): Promise<WrapupCode> => {
  await readCode(deps, me, codeId);
  const code = await audited(deps, me, codeId, input);
  if (!(await deps.wrapupCodes.change(me.tenantId, code))) throw new Failure('not.found');
  return code;
};

/** Deletes a code. Queues that have it have it no more, for none is there. Errors: not.found. */
export const deleteCode = async (
  deps: AuditDeps & Codes<'get' | 'remove'>,
  me: Principal,
  codeId: string,
): Promise<void> => {
  await readCode(deps, me, codeId);
  await audit(deps, me, 'wrapupCode.deleted', codeId);
  await deps.wrapupCodes.remove(me.tenantId, codeId);
};

/** Lists the codes that are for the caller's divisions, by name. */
export const listCodes = async (deps: Codes<'all'>, me: Principal, query: WrapupCodesQuery) => {
  const fits = nameLike(query.name ?? '');
  const found: WrapupCode[] = [];
  for await (const code of deps.wrapupCodes.all(me.tenantId))
    if (sees(me, code) && fits(code.name)) found.push(code);
  return pageOf(found, query);
};

/** The codes of some queues, each once; a deleted one is left out. */
export const codesOfQueues = async (
  deps: Codes<'get' | 'ofQueue'>,
  tenantId: string,
  queueIds: readonly string[],
): Promise<readonly WrapupCode[]> => {
  const ids = await Promise.all(queueIds.map((queueId) => deps.wrapupCodes.ofQueue(tenantId, queueId)));
  const found = await Promise.all([...new Set(ids.flat())].map((id) => deps.wrapupCodes.get(tenantId, id)));
  return found.filter((code) => code !== undefined);
};

/** Lists the codes of a queue of the caller's divisions, by name. Errors: not.found. */
export const listQueueCodes = async (
  deps: Queues & Codes<'get' | 'ofQueue'>,
  me: Principal,
  queueId: string,
  query: WrapupCodesQuery,
) => {
  await readQueue(deps, me, queueId);
  const fits = nameLike(query.name ?? '');
  const codes = await codesOfQueues(deps, me.tenantId, [queueId]);
  return pageOf(
    codes.filter(({ name }) => fits(name)),
    query,
  );
};

/** Gives a queue codes that are for the caller's divisions. Errors: not.found; bad.request for too many. */
export const addQueueCodes = async (
  deps: AuditDeps & Queues & Codes<'get' | 'ofQueue' | 'assign'>,
  me: Principal,
  queueId: string,
  codeIds: readonly string[],
): Promise<WrapupCode[]> => {
  await readQueue(deps, me, queueId);
  const codes = await Promise.all([...new Set(codeIds)].map((id) => readCode(deps, me, id)));
  const before = await deps.wrapupCodes.ofQueue(me.tenantId, queueId);
  const full = fullOf('wrap-up codes of one queue', limits.codesOfQueue);
  // None is given where not all of them find room; where others are given meanwhile, each counts by itself.
  if (new Set([...before, ...codes.map(({ id }) => id)]).size > limits.codesOfQueue) throw full;
  await audit(deps, me, 'queue.changed', queueId);
  for (const { id } of codes) {
    const given = await deps.wrapupCodes.assign(me.tenantId, queueId, id);
    if (given === 'full') throw full;
    if (given === 'gone') throw new Failure('not.found');
  }
  return codes;
};

/** Takes a code from a queue of the caller's divisions. Errors: not.found. */
export const removeQueueCode = async (
  deps: AuditDeps & Queues & Codes<'unassign'>,
  me: Principal,
  queueId: string,
  codeId: string,
): Promise<void> => {
  await readQueue(deps, me, queueId);
  await audit(deps, me, 'queue.changed', queueId);
  if (!(await deps.wrapupCodes.unassign(me.tenantId, queueId, codeId))) throw new Failure('not.found');
};
