import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { getQueues } from '../../src/contract/routes/routing.ts';
import { getMe } from '../../src/contract/routes/users.ts';
import { topics } from '../../src/contract/topics.ts';
import type { Register, Work } from '../command.ts';

/** One thing that must be so; it answers what it found, and throws where it is not so. */
interface Check {
  readonly check: string;
  readonly find: (work: Work) => Promise<string>;
}

/** ms that a socket may take to open and to answer a subscription. */
const socketMs = 15_000;
/** Seconds that the clock here may be off: leases live a minute. */
const skewSeconds = 10;

const demand = (holds: boolean, words: string): string => {
  if (!holds) throw new Error(words);
  return words;
};

/** Opens a channel, subscribes to the caller's own list, and waits for the answer. */
const socketAnswers = async ({ at, signal }: Work): Promise<string> => {
  const me = await at.call(getMe);
  const channel = at.openChannel();
  try {
    return await new Promise<string>((resolve, reject) => {
      AbortSignal.any([AbortSignal.timeout(socketMs), signal]).addEventListener('abort', () =>
        reject(new Error('no answer on a socket')),
      );
      channel.listen(topics.myConversations(me.id), {
        permitted: () => resolve('subscribed and answered'),
        rejected: (reason) => reject(new Error(`refused: ${reason}`)),
        frame: () => {},
        down: () => {},
      });
    });
  } finally {
    channel.close();
  }
};

const checks: readonly Check[] = [
  {
    check: 'API answers and knows the token',
    find: async ({ at }) => {
      const me = await at.call(getMe);
      return `${me.id} of the tenant ${at.local ? at.tenant : 'in the token'}`;
    },
  },
  {
    check: 'clocks agree',
    find: async ({ at }) => {
      const answer = await fetch(`${at.url}/api/v2/users/me`);
      const seconds = Math.abs(Date.now() - Date.parse(answer.headers.get('date') ?? '')) / 1000;
      return demand(seconds <= skewSeconds, `${Math.round(seconds)} s apart`);
    },
  },
  { check: 'WebSocket opens and answers', find: socketAnswers },
  {
    check: 'queues',
    find: async ({ at }) => {
      const { total } = await at.call(getQueues, { query: { pageSize: 1 } });
      return `${total} in the tenant`;
    },
  },
  {
    check: 'nothing is parked',
    find: async ({ at }) => {
      const { outputs, sqs } = await at.backstage();
      const waiting: string[] = [];
      for (const [name, QueueUrl] of outputs) {
        if (!name.endsWith('DeadLetters')) continue;
        const AttributeNames = ['ApproximateNumberOfMessages' as const];
        const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
        const count = Number(Attributes?.ApproximateNumberOfMessages);
        if (count > 0) waiting.push(`${name}: ${count}`);
      }
      return demand(waiting.length === 0, waiting.join(', ') || 'dead-letter queues are empty');
    },
  },
];

const said = async ({ check, find }: Check, work: Work) => {
  try {
    return { check, ok: true, found: await find(work) };
  } catch (error) {
    return { check, ok: false, found: error instanceof Error ? error.message : String(error) };
  }
};

/** `doctor`: whether an installation is sane. It changes nothing; a check that fails makes the exit code 1. */
export const registerDoctor: Register = (program, perform) => {
  program
    .command('doctor')
    .description('checks that an installation is sane')
    .action(() =>
      perform(async (work) => {
        const found = [];
        for (const check of checks) found.push(await said(check, work));
        work.out.rows(found);
        return found.every(({ ok }) => ok) ? 0 : 1;
      }),
    );
};
