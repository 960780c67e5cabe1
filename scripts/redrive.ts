import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Command } from 'commander';
import { redriveLetters } from './redrive/redrive-letters.ts';

const run = promisify(execFile);

/** Seconds that a message which stays is out of sight: longer than a run, so that a run meets it once. */
const outOfSight = 900;

/** Invokes through the AWS CLI, with the credentials that the operator has there. */
const invoke = async (functionName: string, event: unknown): Promise<unknown> => {
  const dir = await mkdtemp(join(tmpdir(), 'binocular-redrive-'));
  try {
    const answer = join(dir, 'answer.json');
    const payload = join(dir, 'event.json');
    await writeFile(payload, JSON.stringify(event));
    const call = ['lambda', 'invoke', '--function-name', functionName, '--payload', `fileb://${payload}`];
    await run('aws', [...call, answer]);
    return JSON.parse(await readFile(answer, 'utf8'));
  } finally {
    await rm(dir, { recursive: true });
  }
};

const { queueUrl, functionName } = new Command('redrive')
  .description('Gives parked stream records to their consumer again (docs/runbook.md)')
  .requiredOption('--queue-url <url>', 'the dead-letter queue')
  .requiredOption('--function-name <name>', 'the consumer that parked them')
  .parse()
  .opts<{ queueUrl: string; functionName: string }>();

const sqs = new SQSClient({});
const { taken, staying } = await redriveLetters({
  streams: new DynamoDBStreamsClient({}),
  receive: async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: outOfSight,
      }),
    );
    return Messages.map(({ Body = '', ReceiptHandle = '' }) => ({ body: Body, handle: ReceiptHandle }));
  },
  remove: async ({ handle }) => {
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: handle }));
  },
  invoke: (event) => invoke(functionName, event),
  say: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${taken} taken, ${staying} staying\n`);
process.exitCode = staying > 0 ? 1 : 0;
