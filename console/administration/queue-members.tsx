import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import type { Queue, QueueMember } from '../../src/contract/queue.ts';
import {
  changeQueueMembers,
  deleteQueueMember,
  getQueueMembers,
  patchQueueMember,
} from '../../src/contract/routes/queue-members.ts';
import { useSay } from '../catalogue/text.tsx';
import { readPages } from '../live/read-pages.ts';
import { useLive } from '../live/use-live.ts';
import { PartError } from '../parts/part.tsx';
import { useSaving } from '../parts/use-saving.ts';
import { AddSeveral } from './add-several.tsx';
import { Listing, RowAction } from './listing.tsx';
import { useUsers } from './lists.ts';

/** Who works for a queue: members are added, taken away, and set to work for it or not. */
export const QueueMembers = ({ queue }: { readonly queue: Queue }) => {
  const say = useSay();
  const { call } = useLive();
  const queueId = queue.id;
  const queryKey = ['members', queueId];
  const {
    data = [],
    error,
    isPending,
  } = useQuery<readonly QueueMember[]>({
    queryKey,
    queryFn: ({ signal }) =>
      readPages((query) => call(getQueueMembers, { params: { queueId }, query, signal })),
  });
  const { data: users = [] } = useUsers();
  const join = useSaving(
    ({ id, joined }: QueueMember) =>
      call(patchQueueMember, { params: { queueId, memberId: id }, body: { joined: !joined } }),
    { stale: queryKey },
  );
  const remove = useSaving(
    ({ id }: QueueMember) => call(deleteQueueMember, { params: { queueId, memberId: id } }),
    { stale: queryKey },
  );
  if (error !== null) return <PartError error={error} />;
  const members = new Set(data.map(({ id }) => id));
  const options = users
    .filter(({ id }) => !members.has(id))
    .map(({ id, name }) => ({ value: id, label: name, description: id }));
  return (
    <SpaceBetween size="s">
      <Listing
        title={say('admin.members.of', { queue: queue.name })}
        loading={isPending}
        items={data}
        trackBy="id"
        empty={say('admin.members.none')}
        columns={[
          { id: 'name', header: say('admin.name'), isRowHeader: true, cell: ({ name }) => name },
          { id: 'id', header: say('admin.id'), cell: ({ id }) => id },
          {
            id: 'presence',
            header: say('admin.presence'),
            cell: ({ presence }) => say(`presence.${presence.presenceDefinition.systemPresence}`),
          },
          {
            id: 'joined',
            header: say('admin.joined'),
            cell: (member) => {
              const text = say(member.joined ? 'admin.joined.yes' : 'admin.joined.no');
              return (
                <RowAction text={text} label={`${text} ${member.name}`} onClick={() => join.mutate(member)} />
              );
            },
          },
        ]}
        actions={(member) => (
          <RowAction
            text={say('admin.members.remove')}
            label={`${say('admin.members.remove')} ${member.name}`}
            onClick={() => remove.mutate(member)}
          />
        )}
      />
      <AddSeveral
        label={say('admin.members.add')}
        placeholder={say('admin.users')}
        options={options}
        add={(ids) => call(changeQueueMembers, { params: { queueId }, body: ids.map((id) => ({ id })) })}
        stale={queryKey}
      />
    </SpaceBetween>
  );
};
