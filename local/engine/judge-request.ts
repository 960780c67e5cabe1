import type { Access } from '../access/access.ts';
import { deniedAnswer } from '../access/denied-answer.ts';
import { dynamodbCalls, isWrite, type TableKeys } from '../access/dynamodb-calls.ts';
import { unavailable, type Verdict } from './engine-front.ts';
import type { createPartitionLimits } from './partition-limits.ts';
import type { EngineRequest } from './take-request.ts';

/** What judging needs of the runtime. */
export interface Judging {
  readonly access: Access;
  readonly tables: ReadonlyMap<string, TableKeys>;
  /** Whether the engine runs and has its tables. */
  readonly ready: () => boolean;
  /** Holds partitions to their units a second; left out, nothing is throttled. */
  readonly limits?: ReturnType<typeof createPartitionLimits>;
  /** Called with a table's ARN once the engine has answered a write to it. */
  readonly written: (tableArn: string) => void;
}

/** A body that is no JSON touches nothing; the engine refuses it. */
const parse = (body: string): Parameters<typeof dynamodbCalls>[1] => {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
};

/** Judges what functions ask of the engine by their roles. */
export const judgeRequests =
  ({ access, tables, ready, limits, written }: Judging) =>
  ({ accessKeyId, target, body }: EngineRequest): Verdict => {
    if (!ready()) return { answer: unavailable };
    const calls = dynamodbCalls(target, parse(body), tables);
    const denied = access.denial(accessKeyId, calls);
    if (denied) return { answer: deniedAnswer.dynamodb(denied) };
    const throttled = limits?.refuse(target, calls);
    if (throttled) return { answer: throttled };
    const changed = calls.filter(isWrite);
    return {
      answered: (answerBytes) => {
        limits?.charge(target, calls, body.length, answerBytes);
        for (const { resource } of changed) written(resource);
      },
    };
  };
