import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Backstage } from '../installation.ts';

/** A consumer's name as outputs of the stacks begin: `Record`. */
export const outputName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/**
 * Gives a consumer an event and answers what it returned.
 *
 * @param consumer `record`
 * @throws Error with what the function threw
 */
export const invoking =
  ({ lambda, output }: Backstage, consumer: string) =>
  async (event: { Records: unknown[] }): Promise<unknown> => {
    const { Payload, FunctionError } = await lambda.send(
      new InvokeCommand({
        FunctionName: output(`${outputName(consumer)}Consumer`),
        Payload: Buffer.from(JSON.stringify(event)),
      }),
    );
    const answer = Buffer.from(Payload ?? []).toString('utf8');
    if (FunctionError !== undefined) throw new Error(answer);
    return JSON.parse(answer || 'null') as unknown;
  };
