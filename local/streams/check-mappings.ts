import type { Access } from '../access/access.ts';
import { functionName } from '../lambda/functions.ts';
import type { Mappings } from './read-mappings.ts';

const streamActions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
const queueActions = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

/**
 * Checks that functions may read the event sources that feed them, and write to the queues for what they give up:
 * Lambda polls under the function's role, and CloudFormation fails where that role does not allow it.
 *
 * @throws Error naming the first right that is missing
 */
export const checkMappings = ({ streams, queues }: Mappings, access: Access): void => {
  const needed = [
    ...streams.flatMap(({ target, streamArn, onFailureArn }) => [
      ...streamActions.map((name) => ({ target, action: `dynamodb:${name}`, resource: streamArn })),
      ...(onFailureArn ? [{ target, action: 'sqs:SendMessage', resource: onFailureArn }] : []),
    ]),
    ...queues.flatMap(({ target, queueArn }) =>
      queueActions.map((name) => ({ target, action: `sqs:${name}`, resource: queueArn })),
    ),
  ];
  for (const { target, ...call } of needed) {
    const denial = access.denialOf(functionName(target), [call]);
    if (denial) throw new Error(`An event source mapping needs a right. ${denial}`);
  }
};
