import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { headFromItem, headItem } from '../../src/adapters/dynamodb/head-item.ts';
import { entryFromItem, entryItem } from '../../src/adapters/dynamodb/transcript-item.ts';
import type { Entry } from '../../src/domain/transcript/message.ts';
import { epoch } from '../../test/support/clock.ts';
import { aHead, aLease } from '../../test/support/factories.ts';
import type { Row } from '../row.ts';
import type { Section } from '../section.ts';
import { median, round } from '../statistics.ts';

const reads = 2_000;

/** Microseconds of one call, the median of rounds after two that warm up. */
const microseconds = (rounds: number, act: () => unknown): number => {
  const taken = Array.from({ length: rounds + 2 }, () => {
    const started = performance.now();
    for (let i = 0; i < reads; i += 1) act();
    return ((performance.now() - started) * 1000) / reads;
  });
  return round(median(taken.slice(2)), 1);
};

const rowOf = (
  name: string,
  item: Record<string, unknown>,
  read: (item: Record<string, unknown>) => unknown,
  rounds: number,
): Row => {
  const stored = marshall(item, { removeUndefinedValues: true });
  const started = performance.now();
  read(item);
  const first = round(performance.now() - started, 2);
  return {
    name,
    figures: {
      parseUs: microseconds(rounds, () => read(item)),
      unmarshallUs: microseconds(rounds, () => unmarshall(stored)),
      firstMs: first,
    },
  };
};

const head = aHead({
  participants: {
    c1: { purpose: 'customer', name: 'Customer', since: epoch },
    a1: { purpose: 'agent', name: 'Agent One', userId: 'agent-1', since: epoch },
    a2: { purpose: 'agent', name: 'Agent Two', userId: 'agent-2', since: epoch },
  },
  fence: 1,
  lease: aLease(),
});

const entry: Entry = {
  tenantId: head.tenantId,
  conversationId: head.conversationId,
  seq: 1,
  time: epoch,
  type: 'Text',
  participantId: 'c1',
  purpose: 'customer',
  name: 'Customer',
  text: 'Where is my parcel?',
};

/** What reading an item by its schema costs. */
export const parsing: Section = {
  name: 'parsing',
  about:
    'Microseconds to read an item by its schema, warm, beside what the SDK takes to unmarshall the same item, and ' +
    'milliseconds of the first read in a process, which compiles the schema.',
  run: async ({ quick }): Promise<readonly Row[]> => {
    const rounds = quick ? 5 : 25;
    return [
      rowOf('head: customer, two agents, a lease', headItem(head), headFromItem, rounds),
      rowOf('entry of the transcript', entryItem(entry, { fence: 1 }), entryFromItem, rounds),
    ];
  },
};
