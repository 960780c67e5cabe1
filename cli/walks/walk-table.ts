import { setTimeout as wait } from 'node:timers/promises';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

/** An item of a table. */
export type Item = Readonly<Record<string, unknown>>;

/** What became of an item: it was changed, was as it should be, or could not be changed and stays. */
export type Outcome = 'changed' | 'current' | 'stays';

/** How many items were met in all, and what became of them. */
export type Tally = Readonly<Record<Outcome, number>>;

/** A way through all items of a table that can be left and taken up again. */
export interface Walk {
  /** The name under which its progress is kept. */
  readonly id: string;
  readonly TableName: string;
  /** Which items are met; all where it is left out. */
  readonly filter?: Pick<
    ScanCommandInput,
    'FilterExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
  >;
}

interface Deps {
  readonly dynamodb: DynamoDBDocumentClient;
  /** The table of records, where progress is kept. */
  readonly progressTable: string;
  /** Ends the walk after the pages that are under way. */
  readonly signal: AbortSignal;
  readonly told: (tally: Tally) => void;
}

/** Items that one request looks at: what is done twice at the most, by segment, where a walk is cut off. */
const pageItems = 100;

/** Items of a page that are changed at a time. */
const atATime = 8;

const none: Tally = { changed: 0, current: 0, stays: 0 };

const Segment = z.object({
  segment: z.int(),
  segments: z.int(),
  /** The key of the last item of the last whole page. */
  after: z.record(z.string(), z.unknown()).optional(),
  done: z.boolean(),
  changed: z.number(),
  current: z.number(),
  stays: z.number(),
});
type Segment = z.output<typeof Segment>;

const pkOf = (id: string): string => `WALK#${id}`;
const skOf = (segment: number): string => String(segment).padStart(4, '0');

const sum = (parts: readonly Tally[]): Tally =>
  parts.reduce(
    (all, { changed, current, stays }) => ({
      changed: all.changed + changed,
      current: all.current + current,
      stays: all.stays + stays,
    }),
    none,
  );

/** ms between two lines of progress. */
const lineMs = 2_000;

/** Says how far a walk is, now and then. */
export const tallied = (id: string, say: (line: string) => void): ((tally: Tally) => void) => {
  let said = Date.now();
  return ({ changed, current, stays }) => {
    if (Date.now() - said < lineMs) return;
    said = Date.now();
    say(`${id}: ${changed} changed, ${current} were current, ${stays} stay`);
  };
};

/** How far a walk came: its segments; empty where it has not begun. */
export const progressOf = async (
  { dynamodb, progressTable }: Pick<Deps, 'dynamodb' | 'progressTable'>,
  id: string,
): Promise<{ readonly segments: readonly Segment[]; readonly finished: boolean; readonly tally: Tally }> => {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: progressTable,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pkOf(id) },
      ConsistentRead: true,
    }),
  );
  const segments = Items.map((item) => Segment.parse(item));
  return {
    segments,
    finished: segments.length > 0 && segments.every(({ done }) => done),
    tally: sum(segments),
  };
};

/** Forgets how far a walk came: the next one begins anew. */
export const forgetWalk = async (
  deps: Pick<Deps, 'dynamodb' | 'progressTable'>,
  id: string,
): Promise<void> => {
  for (const { segment } of (await progressOf(deps, id)).segments)
    await deps.dynamodb.send(
      new DeleteCommand({ TableName: deps.progressTable, Key: { pk: pkOf(id), sk: skOf(segment) } }),
    );
};

/** Keeps how far a segment came. Two walks of one id at once may set it back: then some is done again, which changes nothing. */
const keep = ({ dynamodb, progressTable }: Deps, id: string, segment: Segment): Promise<unknown> =>
  dynamodb.send(
    new PutCommand({
      TableName: progressTable,
      Item: { pk: pkOf(id), sk: skOf(segment.segment), ...segment },
    }),
  );

/**
 * Meets every item of a table once, in segments side by side, and changes it. It can be stopped at any time: what a
 * page's items came to is kept with its cursor, and the next walk of the same id goes on from there. An item that was
 * put behind a cursor meanwhile is not met: live code must write what the change would make of it.
 *
 * @param change safe to repeat; its condition must hold against live traffic
 * @param options how many segments a walk has that begins now, and items a second at the most
 */
export const walkTable = async (
  deps: Deps,
  walk: Walk,
  change: (item: Item) => Promise<Outcome>,
  options: { readonly segments: number; readonly perSecond: number },
): Promise<{ readonly finished: boolean; readonly tally: Tally }> => {
  const known = (await progressOf(deps, walk.id)).segments;
  const all: Segment[] =
    known.length > 0
      ? [...known]
      : Array.from({ length: options.segments }, (_, segment) => ({
          segment,
          segments: options.segments,
          done: false,
          ...none,
        }));
  // Kept before the first page, so that a walk which is taken up again has the same segments.
  if (known.length === 0) for (const segment of all) await keep(deps, walk.id, segment);

  const page = async (segment: Segment): Promise<Segment> => {
    const { Items = [], LastEvaluatedKey } = await deps.dynamodb.send(
      new ScanCommand({
        TableName: walk.TableName,
        // A table in one piece: the embedded engine ends a segment whose cursor's item has gone.
        ...(segment.segments === 1 ? {} : { Segment: segment.segment, TotalSegments: segment.segments }),
        Limit: pageItems,
        ConsistentRead: true,
        ...walk.filter,
        ...(segment.after === undefined ? {} : { ExclusiveStartKey: segment.after }),
      }),
    );
    let tally: Tally = segment;
    for (let at = 0; at < Items.length; at += atATime)
      for (const outcome of await Promise.all(Items.slice(at, at + atATime).map(change)))
        tally = { ...tally, [outcome]: tally[outcome] + 1 };
    const { changed, current, stays } = tally;
    return {
      segment: segment.segment,
      segments: segment.segments,
      ...(LastEvaluatedKey === undefined ? {} : { after: LastEvaluatedKey }),
      done: LastEvaluatedKey === undefined,
      changed,
      current,
      stays,
    };
  };
  const pageMs = (pageItems * all.length * 1_000) / options.perSecond;
  await Promise.all(
    all.map(async (begun, at) => {
      let segment = begun;
      while (!segment.done && !deps.signal.aborted) {
        const next = wait(pageMs);
        segment = await page(segment);
        all[at] = segment;
        await keep(deps, walk.id, segment);
        deps.told(sum(all));
        if (!segment.done) await next;
      }
    }),
  );
  return { finished: all.every(({ done }) => done), tally: sum(all) };
};
