import type { PageQuery } from '../../contract/listing.ts';
import type { Queue } from '../../contract/queue.ts';
import { type Principal, seesDivision } from '../access/principal.ts';
import type { QueueStore } from './directory.ts';

/** A page of the queues in the caller's divisions, by name. */
export const listQueues = async (deps: { readonly queues: QueueStore }, me: Principal, query: PageQuery) => {
  const wanted = query.name?.toLocaleLowerCase('und');
  const visible: Queue[] = [];
  for await (const queue of deps.queues.all(me.tenantId))
    if (seesDivision(me, queue.division.id))
      if (wanted === undefined || queue.name.toLocaleLowerCase('und').includes(wanted)) visible.push(queue);
  visible.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
  const { pageSize, pageNumber } = query;
  return {
    entities: visible.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
    pageSize,
    pageNumber,
    total: visible.length,
    pageCount: Math.ceil(visible.length / pageSize),
  };
};
