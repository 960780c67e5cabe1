import { setTimeout as delay } from 'node:timers/promises';
import { JsonFault, type JsonInput } from '../access/denied-answer.ts';
import type { Call } from '../access/policy.ts';
import { md5, type Queue, type StoredMessage } from './queue.ts';
import type { Queues } from './queues.ts';

/** @throws JsonFault when no queue is named */
const queueOf = (queues: Queues, action: string, input: JsonInput): Queue => {
  const queue =
    action === 'GetQueueUrl' ? queues.byName(String(input.QueueName)) : queues.byUrl(String(input.QueueUrl));
  if (queue) return queue;
  throw new JsonFault('com.amazonaws.sqs#QueueDoesNotExist', 'The specified queue does not exist.');
};

/**
 * What a call of SQS asks to be allowed, in the letters of SQS's own refusals. A batch needs the right of its single
 * action.
 *
 * @throws JsonFault for an unknown queue
 */
export const sqsCall = (queues: Queues, action: string, input: JsonInput): Call => ({
  action: `sqs:${action.replace(/Batch$/, '').toLowerCase()}`,
  resource: action === 'ListQueues' ? '*' : queueOf(queues, action, input).spec.arn,
});

/**
 * Answers one call of the SQS JSON protocol.
 *
 * @param action such as `SendMessage`
 * @throws JsonFault for an unknown queue or action
 */
export const callSqs = async (queues: Queues, action: string, input: JsonInput): Promise<unknown> => {
  if (action === 'ListQueues') return { QueueUrls: queues.all().map(({ spec }) => spec.url) };
  const queue = queueOf(queues, action, input);
  const call = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!call)
    throw new JsonFault('com.amazonaws.sqs#UnsupportedOperation', `${action} is not served locally.`);
  return call(queue, input);
};

const entries = (input: JsonInput): JsonInput[] => {
  return (input.Entries ?? []) as JsonInput[];
};

const sendMessage = (queue: Queue, input: JsonInput) => {
  const body = String(input.MessageBody);
  const message = queue.send(body, {
    attributes: (input.MessageAttributes ?? {}) as Record<string, unknown>,
    ...(input.MessageGroupId === undefined ? {} : { group: String(input.MessageGroupId) }),
    ...(input.MessageDeduplicationId === undefined
      ? {}
      : { deduplicationId: String(input.MessageDeduplicationId) }),
    ...(input.DelaySeconds === undefined ? {} : { delayMs: Number(input.DelaySeconds) * 1000 }),
  });
  return { MessageId: message.id, MD5OfMessageBody: md5(body) };
};

const receiveMessage = async (queue: Queue, input: JsonInput) => {
  const until = Date.now() + Number(input.WaitTimeSeconds ?? 0) * 1000;
  const visibilityMs =
    input.VisibilityTimeout === undefined ? undefined : Number(input.VisibilityTimeout) * 1000;
  let taken = queue.receive(Number(input.MaxNumberOfMessages ?? 1), visibilityMs);
  while (taken.length === 0 && Date.now() < until) {
    await delay(50);
    taken = queue.receive(Number(input.MaxNumberOfMessages ?? 1), visibilityMs);
  }
  return {
    Messages: taken.map((message) => ({
      MessageId: message.id,
      ReceiptHandle: message.receipt,
      Body: message.body,
      MD5OfBody: md5(message.body),
      Attributes: systemAttributes(message),
      MessageAttributes: message.attributes,
    })),
  };
};

/** Attributes that SQS itself sets on a received message. */
export const systemAttributes = (message: StoredMessage): Record<string, string> => {
  return {
    ApproximateReceiveCount: String(message.receives),
    SentTimestamp: String(message.sentAt),
    SenderId: 'local',
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    ...(message.group === undefined ? {} : { MessageGroupId: message.group }),
  };
};

const actions: Record<string, (queue: Queue, input: JsonInput) => unknown> = {
  GetQueueUrl: (queue) => ({ QueueUrl: queue.spec.url }),
  SendMessage: sendMessage,
  SendMessageBatch: (queue, input) => ({
    Successful: entries(input).map((entry) => ({ Id: entry.Id, ...sendMessage(queue, entry) })),
    Failed: [],
  }),
  ReceiveMessage: receiveMessage,
  DeleteMessage: (queue, input) => {
    queue.delete(String(input.ReceiptHandle));
    return {};
  },
  DeleteMessageBatch: (queue, input) => ({
    Successful: entries(input).map((entry) => {
      queue.delete(String(entry.ReceiptHandle));
      return { Id: entry.Id };
    }),
    Failed: [],
  }),
  ChangeMessageVisibility: (queue, input) => {
    queue.changeVisibility(String(input.ReceiptHandle), Number(input.VisibilityTimeout) * 1000);
    return {};
  },
  GetQueueAttributes: (queue) => {
    const { visible, inFlight } = queue.depth();
    return {
      Attributes: {
        QueueArn: queue.spec.arn,
        ApproximateNumberOfMessages: String(visible),
        ApproximateNumberOfMessagesNotVisible: String(inFlight),
        VisibilityTimeout: String(queue.spec.visibilityMs / 1000),
      },
    };
  },
  PurgeQueue: (queue) => {
    queue.purge();
    return {};
  },
};
