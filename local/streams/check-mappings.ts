import type { Access } from '../access/access.ts';
import type { DeclaredFunction } from '../lambda/function-spec.ts';
import { functionName } from '../lambda/function-spec.ts';
import type { Queues } from '../queues/queues.ts';
import type { Mappings } from './read-mappings.ts';

const streamActions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
const queueActions = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

/**
 * Checks what CloudFormation checks when it makes an event source mapping: Lambda polls under the function's role, which
 * must allow it to read the source and to write to the queue for what is given up; and a queue must hide a message for
 * as long as the function may take.
 *
 * @throws Error naming the first thing that is missing
 */
export const checkMappings = (
  mappings: Mappings,
  {
    access,
    functions,
    queues,
  }: { readonly access: Access; readonly functions: readonly DeclaredFunction[]; readonly queues: Queues },
): void => {
  const needed = [
    ...mappings.streams.flatMap(({ target, streamArn, onFailureArn }) => [
      ...streamActions.map((name) => ({ target, action: `dynamodb:${name}`, resource: streamArn })),
      ...(onFailureArn ? [{ target, action: 'sqs:SendMessage', resource: onFailureArn }] : []),
    ]),
    ...mappings.queues.flatMap(({ target, queueArn }) =>
      queueActions.map((name) => ({ target, action: `sqs:${name}`, resource: queueArn })),
    ),
  ];
  for (const { target, ...call } of needed) {
    const denial = access.denialOf(functionName(target), [call]);
    if (denial) throw new Error(`An event source mapping needs a right. ${denial}`);
  }
  for (const { target, queueArn } of mappings.queues) {
    const timeoutMs = functions.find(({ name }) => name === functionName(target))?.timeoutMs ?? 0;
    const queue = queues.byArn(queueArn)?.spec;
    if (queue && queue.visibilityMs < timeoutMs) {
      throw new Error(
        `Queue ${queue.name} hides a message for ${queue.visibilityMs / 1000} s, less than its function may take: ${timeoutMs / 1000} s.`,
      );
    }
  }
};
