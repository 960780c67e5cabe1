import { usdPerMillion } from '../../bench/prices.ts';
import type { Assumptions } from './assumptions.ts';
import { type Part, perMillionMessages, type UnitsOf, usd } from './costs.ts';

/** How what one Region holds comes to be in another. */
interface Held {
  readonly what: string;
  /** `strong`: a multi-Region strongly consistent table; `eventual`: a global table that follows within seconds. */
  readonly by: 'strong' | 'eventual' | 'copied' | 'made anew';
  readonly why: string;
  readonly lost: string;
  readonly afterwards: string;
}

/** Tables whose items transactions write: no strongly consistent global table takes these. A test holds it to the adapters. */
export const transactional = ['records', 'directory'] as const;

/** What a second Region needs, for everything that a Region holds. */
export const held: readonly Held[] = [
  {
    what: 'conversations, transcript',
    by: 'strong',
    why: 'single-item conditions alone decide seq, lease and end: they must read the newest write',
    lost: 'nothing that was acknowledged',
    afterwards: 'written by the other Region at once',
  },
  {
    what: 'records',
    by: 'eventual',
    why: 'rows and counts, and links of the oversight log, are put in transactions',
    lost: 'the last second or so',
    afterwards:
      '`npx binocular restore replay` from the streams of the other Region, then `npx binocular rebuild`; notes, panels and deliveries of that second are lost',
  },
  {
    what: 'directory',
    by: 'eventual',
    why: "a queue's member and the member's queues are put in one transaction",
    lost: 'the last second or so',
    afterwards:
      'presences are set again by their users; an address that points nowhere begins a conversation',
  },
  {
    what: 'sockets',
    by: 'made anew',
    why: 'a socket is of one Region',
    lost: 'every channel',
    afterwards:
      'clients ask for a channel and resume after the last seq that they have; a lease lives a minute without its socket',
  },
  {
    what: 'queues of deliveries and fetches',
    by: 'made anew',
    why: 'SQS does not replicate',
    lost: 'what waited',
    afterwards: 'messages without a delivery record are put into the queue again, as a move of a tenant does',
  },
  {
    what: 'files',
    by: 'copied',
    why: 'S3 replicates a bucket by rule, within minutes',
    lost: 'files of the last minutes, until the Region is back',
    afterwards: 'shown as unavailable',
  },
  {
    what: 'secrets, the key that signs',
    by: 'copied',
    why: 'Secrets Manager replicates secrets, and KMS has multi-Region keys',
    lost: 'nothing',
    afterwards: 'used as they are',
  },
  {
    what: 'sign-in',
    by: 'made anew',
    why: 'a user pool is of one Region',
    lost: 'sign-ins, until the Region is back',
    afterwards: 'an issuer of several Regions; tokens that were given out count on',
  },
];

/** A way to have a second Region, by how many copies of each table are written and kept. */
interface Way {
  readonly way: string;
  readonly copies: number;
}

/** AWS has a strongly consistent table in exactly three Regions: three replicas, or two and a witness, which keeps no items. */
export const ways: readonly Way[] = [
  { way: 'one Region', copies: 1 },
  { way: 'two replicas and a witness', copies: 2 },
  { way: 'three replicas', copies: 3 },
];

/** What a million messages cost in a way, part by part: each copy's writes and each copy's storage are paid. */
export const perMillionIn = (a: Assumptions, unitsOf: UnitsOf, { copies }: Way): readonly Part[] => {
  const { writes, streamWrites } = unitsOf('agent message, not monitored');
  const gb = a.messageBytes / 1e3;
  const further = copies - 1;
  return [
    ...perMillionMessages(a, unitsOf, false),
    { part: 'further Regions: writes', usd: (writes + streamWrites) * usdPerMillion.write * further },
    { part: 'further Regions: kept', usd: gb * usd.tableGbMonth * (a.keptDays / 30) * further },
    { part: 'between Regions', usd: gb * usd.regionGb * further },
  ];
};
