import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Queue } from '../../src/contract/queue.ts';
import { deleteQueue, putQueue } from '../../src/contract/routes/routing.ts';
import { useSay } from '../catalogue/text.tsx';
import { readQueues } from '../live/read-floor.ts';
import { useLive } from '../live/use-live.ts';
import { PartError } from '../parts/part.tsx';
import { useSaving } from '../parts/use-saving.ts';
import { EntityForm } from './entity-form.tsx';
import { Listing, RowAction, RowQuestion } from './listing.tsx';
import { QueueCodes } from './queue-codes.tsx';
import { QueueMembers } from './queue-members.tsx';

const blank = { id: '', name: '', division: { id: '' } };

/** Queues: what they are called, which division they belong to, who works for them, and how their agents wrap up. */
export const Queues = () => {
  const say = useSay();
  const { call } = useLive();
  const {
    data = [],
    error,
    isPending,
  } = useQuery({ queryKey: ['queues'], queryFn: ({ signal }) => readQueues(call, signal) });
  const [edited, setEdited] = useState<Queue>(blank);
  const [doomed, setDoomed] = useState<Queue>();
  const [open, setOpen] = useState<{ readonly queue: Queue; readonly what: 'members' | 'codes' }>();
  const save = useSaving(
    ({ id, name, division }: Queue) => call(putQueue, { params: { queueId: id }, body: { name, division } }),
    { stale: ['queues'], onDone: () => setEdited(blank) },
  );
  const remove = useSaving((queue: Queue) => call(deleteQueue, { params: { queueId: queue.id } }), {
    stale: ['queues'],
    onDone: () => setDoomed(undefined),
  });
  if (error !== null) return <PartError error={error} />;
  return (
    <SpaceBetween size="l">
      <Listing
        title={say('admin.queues')}
        loading={isPending}
        items={data}
        trackBy="id"
        columns={[
          { id: 'name', header: say('admin.name'), isRowHeader: true, cell: ({ name }) => name },
          { id: 'id', header: say('admin.id'), cell: ({ id }) => id },
          { id: 'division', header: say('admin.division'), cell: ({ division }) => division.id },
        ]}
        actions={(queue) =>
          doomed?.id === queue.id ? (
            <RowQuestion
              yes={say('admin.remove')}
              onYes={() => remove.mutate(queue)}
              onNo={() => setDoomed(undefined)}
            >
              <span>{say('admin.remove.sure', { name: queue.name })}</span>
            </RowQuestion>
          ) : (
            <>
              <RowAction
                text={say('admin.members')}
                label={say('admin.members.of', { queue: queue.name })}
                onClick={() => setOpen({ queue, what: 'members' })}
              />
              <RowAction
                text={say('admin.codes')}
                label={say('admin.codes.of', { queue: queue.name })}
                onClick={() => setOpen({ queue, what: 'codes' })}
              />
              <RowAction
                text={say('admin.edit')}
                label={`${say('admin.edit')} ${queue.name}`}
                onClick={() => setEdited(queue)}
              />
              <RowAction
                text={say('admin.remove')}
                label={`${say('admin.remove')} ${queue.name}`}
                onClick={() => setDoomed(queue)}
              />
            </>
          )
        }
      />
      <EntityForm edited={edited} onEdit={setEdited} save={save} />
      {open?.what === 'members' ? <QueueMembers key={open.queue.id} queue={open.queue} /> : null}
      {open?.what === 'codes' ? <QueueCodes key={open.queue.id} queue={open.queue} /> : null}
    </SpaceBetween>
  );
};
