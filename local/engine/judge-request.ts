import type { Access } from '../access/access.ts';
import { deniedAnswer } from '../access/denied-answer.ts';
import { dynamodbCalls, isWrite, type TableKeys } from '../access/dynamodb-calls.ts';
import type { Verdict } from './engine-front.ts';
import type { EngineRequest } from './take-request.ts';

/** A body that is no JSON touches nothing; the engine refuses it. */
const parse = (body: string): Parameters<typeof dynamodbCalls>[1] => {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
};

/**
 * Judges what functions ask of the engine by their roles.
 *
 * @param written called with a table's ARN once the engine has answered a write to it
 */
export const judgeRequests =
  (access: Access, tables: ReadonlyMap<string, TableKeys>, written: (tableArn: string) => void) =>
  ({ accessKeyId, target, body }: EngineRequest): Verdict => {
    const calls = dynamodbCalls(target, parse(body), tables);
    const denied = access.denial(accessKeyId, calls);
    if (denied) return { answer: deniedAnswer.dynamodb(denied) };
    const changed = calls.filter(isWrite);
    return {
      answered: () => {
        for (const { resource } of changed) written(resource);
      },
    };
  };
