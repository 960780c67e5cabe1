import { type BudgetName, budgets, type Occupancy, retrySeconds } from '../../contract/budgets.ts';
import type { ErrorCode } from '../../contract/errors.ts';

/** A refusal that the caller is told: a code of the contract and the facts that the caller needs. */
export class Failure extends Error {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string>>;
  readonly details: readonly { path: string; message: string }[];

  constructor(
    code: ErrorCode,
    params: Readonly<Record<string, string>> = {},
    details: readonly { path: string; message: string }[] = [],
  ) {
    super(code);
    this.name = 'Failure';
    this.code = code;
    this.params = params;
    this.details = details;
  }
}

/** A refusal of one thing in a request: where it stands, and what is wrong with it. */
export const badRequest = (path: string, message: string): Failure =>
  new Failure('bad.request', {}, [{ path, message }]);

/** A list that has no room for another. */
export const fullOf = (what: string, most: number): Failure =>
  badRequest('', `there are at most ${most} ${what}`);

/** What each tenant has, as it was a few seconds ago at most. */
export interface OccupancyStore {
  of(tenantId: string): Promise<Occupancy>;
}

/** A tenant that has used up one of its budgets, and when to try again. */
export const overBudget = (budget: BudgetName, seconds: number): Failure =>
  new Failure('too.many.requests', {
    budget,
    limit: String(budgets[budget]),
    retryAfterSeconds: String(seconds),
  });

/** Refuses one more where the tenant has as many as it may. Errors: too.many.requests. */
export const requireBudget = async (
  deps: { readonly occupancy: OccupancyStore },
  tenantId: string,
  budget: keyof Occupancy,
): Promise<void> => {
  const has = await deps.occupancy.of(tenantId);
  if (has[budget] >= budgets[budget]) throw overBudget(budget, retrySeconds);
};
