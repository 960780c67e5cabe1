import type { Call } from '../../client/rest/call.ts';
import type { ConversationDetails } from '../../src/contract/analytics.ts';
import type { DetailsQuery } from '../../src/contract/details-query.ts';
import type { Queue } from '../../src/contract/queue.ts';
import { queryDetails } from '../../src/contract/routes/analytics.ts';
import { getQueues } from '../../src/contract/routes/routing.ts';
import { again } from './again.ts';
import { readPages } from './read-pages.ts';

/** Entries of one page; the API's most. */
const pageSize = 100;
/** Pages that one reading asks for at the most: a floor beyond 5,000 interactions shows its newest. */
const mostPages = 50;

/** Reads every queue that the caller may see. */
export const readQueues = (call: Call, signal: AbortSignal): Promise<readonly Queue[]> =>
  readPages((query) => again(signal, () => call(getQueues, { query, signal })));

type Filters = NonNullable<Partial<DetailsQuery>['conversationFilters']>;

/** Reads the interactions that match, newest first, page after page; `interval` is start/end in ISO 8601. */
export const readInteractions = async (
  call: Call,
  conversationFilters: Filters,
  signal: AbortSignal,
  interval?: string,
): Promise<readonly ConversationDetails[]> => {
  const found: ConversationDetails[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const body = {
      conversationFilters,
      paging: { pageSize, ...(cursor === undefined ? {} : { cursor }) },
      ...(interval === undefined ? {} : { interval }),
    };
    const page = await again(signal, () => call(queryDetails, { body, signal }));
    found.push(...page.conversations);
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  return found;
};

/** What selects the interactions in progress. */
export const inProgress: Filters = [
  { type: 'and', predicates: [{ dimension: 'conversationEnd', operator: 'notExists' }] },
];
