import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { isThrottled } from './concurrency.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { InvocationResult } from './invocation.ts';

/** What asynchronous invocation needs of the runtime. */
export interface AsyncEffects {
  invoke(event: unknown): Promise<InvocationResult>;
  /** Sends to a queue by its ARN. */
  send(arn: string, body: string, attributes?: Readonly<Record<string, unknown>>): void;
  /** Waits; answers false when the runtime stops. */
  wait(ms: number): Promise<boolean>;
  now(): number;
}

const minute = 60_000;

/** Waits before the second attempt and the third after the function failed (Lambda's documentation). */
const afterFailure = [minute, 2 * minute] as const;

/** Wait after the n-th refusal for want of concurrency: from 1 s, doubled, to 5 min (Lambda's documentation). */
const afterThrottle = (n: number): number => Math.min(1_000 * 2 ** (n - 1), 5 * minute);

type Condition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';

const text = (value: string) => ({ DataType: 'String', StringValue: value });

/**
 * Brings an event to its end as Lambda does for an asynchronous invocation: an event whose function failed comes again
 * after one minute and after two more; one that was refused for want of concurrency comes again until it is too old, which
 * uses up no retry. Then the failure destination and the dead-letter queue are told.
 *
 * @param first called with what the first attempt came to
 */
export const runEvent = async (
  { arn, asynchronous: settings }: Pick<FunctionSpec, 'arn' | 'asynchronous'>,
  event: unknown,
  { invoke, send, wait, now }: AsyncEffects,
  first: (result: InvocationResult) => void = () => {},
): Promise<void> => {
  const requestId = randomUUID();
  const since = now();
  let attempts = 0;
  let throttles = 0;
  const tell = (to: string | undefined, condition: Condition, result: InvocationResult): void => {
    if (to === undefined) return;
    const record = {
      version: '1.0',
      timestamp: new Date(now()).toISOString(),
      requestContext: {
        requestId,
        functionArn: `${arn}:$LATEST`,
        condition,
        approximateInvokeCount: attempts,
      },
      requestPayload: event,
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        ...(result.ok ? {} : { functionError: 'Unhandled' }),
      },
      responsePayload: result.ok ? result.payload : result.error,
    };
    send(to, JSON.stringify(record));
  };
  const giveUp = (condition: Condition, result: InvocationResult): void => {
    tell(settings.onFailureArn, condition, result);
    if (settings.deadLetterArn === undefined || result.ok) return;
    send(settings.deadLetterArn, JSON.stringify(event), {
      RequestID: text(requestId),
      ErrorCode: { DataType: 'Number', StringValue: isThrottled(result) ? '429' : '200' },
      ErrorMessage: text(result.error.errorMessage),
    });
  };
  for (;;) {
    const result = await invoke(event);
    first(result);
    if (result.ok) {
      attempts += 1;
      return tell(settings.onSuccessArn, 'Success', result);
    }
    const refused = isThrottled(result);
    if (refused) throttles += 1;
    else attempts += 1;
    if (!refused && attempts > settings.retries) return giveUp('RetriesExhausted', result);
    const pauseMs = refused ? afterThrottle(throttles) : (afterFailure[attempts - 1] ?? 2 * minute);
    if (now() + pauseMs - since > settings.maxAgeMs) return giveUp('EventAgeExceeded', result);
    if (!(await wait(pauseMs))) return;
  }
};

/** A wait that a signal ends. */
export const waiting =
  (stopped: AbortSignal) =>
  async (ms: number): Promise<boolean> => {
    await delay(ms, undefined, { signal: stopped, ref: false }).catch(() => undefined);
    return !stopped.aborted;
  };
