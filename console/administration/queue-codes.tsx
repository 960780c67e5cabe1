import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import type { Queue } from '../../src/contract/queue.ts';
import {
  addQueueWrapupCodes,
  deleteQueueWrapupCode,
  getQueueWrapupCodes,
} from '../../src/contract/routes/wrapup-codes.ts';
import type { WrapupCode } from '../../src/contract/wrapup-code.ts';
import { useSay } from '../catalogue/text.tsx';
import { readPages } from '../live/read-pages.ts';
import { useLive } from '../live/use-live.ts';
import { PartError } from '../parts/part.tsx';
import { useSaving } from '../parts/use-saving.ts';
import { AddSeveral } from './add-several.tsx';
import { Listing, RowAction } from './listing.tsx';
import { useWrapupCodes } from './lists.ts';

/** By which codes the agents of a queue wrap up. A queue that has none asks for none of them. */
export const QueueCodes = ({ queue }: { readonly queue: Queue }) => {
  const say = useSay();
  const { call } = useLive();
  const queueId = queue.id;
  const queryKey = ['wrapup-codes', queueId];
  const {
    data = [],
    error,
    isPending,
  } = useQuery<readonly WrapupCode[]>({
    queryKey,
    queryFn: ({ signal }) =>
      readPages((query) => call(getQueueWrapupCodes, { params: { queueId }, query, signal })),
  });
  const { data: codes = [] } = useWrapupCodes();
  const remove = useSaving(
    ({ id }: WrapupCode) => call(deleteQueueWrapupCode, { params: { queueId, codeId: id } }),
    { stale: queryKey },
  );
  if (error !== null) return <PartError error={error} />;
  const own = new Set(data.map(({ id }) => id));
  const options = codes
    .filter(({ id }) => !own.has(id))
    .map(({ id, name, division }) => ({
      value: id,
      label: name,
      ...(division === undefined ? {} : { description: division.id }),
    }));
  return (
    <SpaceBetween size="s">
      <Listing
        title={say('admin.codes.of', { queue: queue.name })}
        loading={isPending}
        items={data}
        trackBy="id"
        empty={say('admin.codes.of.none')}
        columns={[
          { id: 'name', header: say('admin.name'), isRowHeader: true, cell: ({ name }) => name },
          {
            id: 'division',
            header: say('admin.division'),
            cell: ({ division }) => division?.id ?? say('admin.codes.everywhere'),
          },
        ]}
        actions={(code) => (
          <RowAction
            text={say('admin.members.remove')}
            label={`${say('admin.members.remove')} ${code.name}`}
            onClick={() => remove.mutate(code)}
          />
        )}
      />
      <AddSeveral
        label={say('admin.codes.add')}
        placeholder={say('admin.codes')}
        options={options}
        add={(ids) => call(addQueueWrapupCodes, { params: { queueId }, body: ids.map((id) => ({ id })) })}
        stale={queryKey}
      />
    </SpaceBetween>
  );
};
