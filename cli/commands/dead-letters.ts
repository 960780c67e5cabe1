import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { Argument } from 'commander';
import type { Register, Work } from '../command.ts';
import { invoking, outputName } from '../dead-letters/invoking.ts';
import { redriveLetters } from '../dead-letters/redrive-letters.ts';
import type { Backstage } from '../installation.ts';

/** Where what fails for good waits, by its consumer's name; the stacks' outputs are `<name>DeadLetters`. */
const consumers = ['Record', 'Announce', 'Push', 'Users', 'Oversee'] as const;
/** What waits for a provider, by the outputs `<name>DeadLetters` and `<name>Queue`. */
const jobs = ['Delivery', 'Fetch'] as const;
const names = [...consumers, ...jobs].map((name) => name.toLowerCase());

/** Seconds that a message which stays is out of sight: longer than a run, so that a run meets it once. */
const outOfSight = 900;

const queueOf = ({ output }: Backstage, name: string): string => output(`${outputName(name)}DeadLetters`);

const receive = async ({ sqs }: Backstage, QueueUrl: string) => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: outOfSight,
      MessageSystemAttributeNames: ['MessageGroupId'],
    }),
  );
  return Messages;
};

/** Gives parked stream records to their consumer again; each leaves the queue once it is taken. */
const redriveRecords = async (backstage: Backstage, name: string, { out, signal }: Work) => {
  const QueueUrl = queueOf(backstage, name);
  return redriveLetters({
    consumer: name,
    streams: backstage.streams,
    receive: async () =>
      signal.aborted
        ? []
        : (await receive(backstage, QueueUrl)).map(({ Body = '', ReceiptHandle = '' }) => ({
            body: Body,
            handle: ReceiptHandle,
          })),
    remove: async ({ handle }) => {
      await backstage.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: handle }));
    },
    invoke: invoking(backstage, name),
    say: out.say,
  });
};

/** Puts parked jobs back into their queue, each in its group; what is done already is known by it. */
const redriveJobs = async (backstage: Backstage, name: string, { signal }: Work) => {
  const [from, to] = [queueOf(backstage, name), backstage.output(`${outputName(name)}Queue`)];
  let taken = 0;
  while (!signal.aborted) {
    const messages = await receive(backstage, from);
    if (messages.length === 0) break;
    for (const { Body, ReceiptHandle, Attributes, MessageId } of messages) {
      await backstage.sqs.send(
        new SendMessageCommand({
          QueueUrl: to,
          MessageBody: Body,
          MessageGroupId: Attributes?.MessageGroupId,
          MessageDeduplicationId: MessageId,
        }),
      );
      await backstage.sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
      taken += 1;
    }
  }
  return { taken, staying: 0 };
};

const list = async ({ at, out }: Work): Promise<void> => {
  const backstage = await at.backstage();
  const rows = [];
  for (const name of names) {
    const { Attributes } = await backstage.sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: queueOf(backstage, name),
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    rows.push({
      queue: name,
      waiting: Number(Attributes?.ApproximateNumberOfMessages),
      inFlight: Number(Attributes?.ApproximateNumberOfMessagesNotVisible),
    });
  }
  out.rows(rows);
};

/** `dlq`: what failed for good, and what to do about it (docs/runbook.md). */
export const registerDeadLetters: Register = (program, perform) => {
  const dlq = program.command('dlq').description('what failed for good and waits for an operator');
  const which = () => new Argument('<queue>', 'whose').choices(names);
  dlq
    .command('list')
    .description('counts what waits')
    .action(() => perform(list));
  dlq
    .command('redrive')
    .description('gives what waits to its consumer again')
    .addArgument(which())
    .action((name: string) =>
      perform(async (work) => {
        const backstage = await work.at.backstage();
        const redriven = jobs.some((job) => job.toLowerCase() === name)
          ? await redriveJobs(backstage, name, work)
          : await redriveRecords(backstage, name, work);
        work.out.value({ queue: name, ...redriven });
        return redriven.staying > 0 ? 1 : 0;
      }),
    );
  dlq
    .command('purge')
    .description('throws away what waits')
    .addArgument(which())
    .action((name: string) =>
      perform(async ({ at, out }) => {
        const backstage = await at.backstage();
        await backstage.sqs.send(new PurgeQueueCommand({ QueueUrl: queueOf(backstage, name) }));
        out.value({ queue: name, purged: true });
      }),
    );
};
