import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Queue } from '../../src/contract/queue.ts';
import { deleteQueue, putQueue } from '../../src/contract/routes/routing.ts';
import { useSay } from '../catalogue/text.tsx';
import { readQueues } from '../live/read-floor.ts';
import { useLive } from '../live/use-live.ts';
import { PartError } from '../parts/part.tsx';
import { useSaving } from '../parts/use-saving.ts';
import { DivisionField } from './division-field.tsx';
import { QueueMembers } from './queue-members.tsx';

const blank = { id: '', name: '', division: { id: '' } };

/** Queues: what they are called, which division they belong to, and who works for them. */
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
  const [open, setOpen] = useState<Queue>();
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
      <Table
        variant="container"
        contentDensity="compact"
        loading={isPending}
        header={<Header variant="h2">{say('admin.queues')}</Header>}
        ariaLabels={{ tableLabel: say('admin.queues') }}
        items={data}
        trackBy="id"
        columnDefinitions={[
          { id: 'name', header: say('admin.name'), isRowHeader: true, cell: ({ name }) => name },
          { id: 'id', header: say('admin.id'), cell: ({ id }) => id },
          { id: 'division', header: say('admin.division'), cell: ({ division }) => division.id },
          {
            id: 'actions',
            header: <span className="visually-hidden">{say('interactions.column.action')}</span>,
            cell: (queue) =>
              doomed?.id === queue.id ? (
                <SpaceBetween direction="horizontal" size="xs">
                  <span>{say('admin.remove.sure', { name: queue.name })}</span>
                  <Button onClick={() => remove.mutate(queue)}>{say('admin.remove')}</Button>
                  <Button variant="link" onClick={() => setDoomed(undefined)}>
                    {say('admin.cancel')}
                  </Button>
                </SpaceBetween>
              ) : (
                <SpaceBetween direction="horizontal" size="xs">
                  <Button
                    variant="inline-link"
                    ariaLabel={say('admin.members.of', { queue: queue.name })}
                    onClick={() => setOpen(queue)}
                  >
                    {say('admin.members')}
                  </Button>
                  <Button
                    variant="inline-link"
                    ariaLabel={`${say('admin.edit')} ${queue.name}`}
                    onClick={() => setEdited(queue)}
                  >
                    {say('admin.edit')}
                  </Button>
                  <Button
                    variant="inline-link"
                    ariaLabel={`${say('admin.remove')} ${queue.name}`}
                    onClick={() => setDoomed(queue)}
                  >
                    {say('admin.remove')}
                  </Button>
                </SpaceBetween>
              ),
          },
        ]}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(edited);
        }}
      >
        <SpaceBetween direction="horizontal" size="s" alignItems="end">
          <FormField label={say('admin.id')}>
            <Input value={edited.id} onChange={({ detail }) => setEdited({ ...edited, id: detail.value })} />
          </FormField>
          <FormField label={say('admin.name')}>
            <Input
              value={edited.name}
              onChange={({ detail }) => setEdited({ ...edited, name: detail.value })}
            />
          </FormField>
          <DivisionField
            value={edited.division.id}
            onChange={(division) => setEdited({ ...edited, division: { id: division } })}
          />
          <Button
            formAction="submit"
            loading={save.isPending}
            disabled={edited.id === '' || edited.name === '' || edited.division.id === ''}
          >
            {say('admin.save')}
          </Button>
        </SpaceBetween>
      </form>
      {open === undefined ? null : <QueueMembers key={open.id} queue={open} />}
    </SpaceBetween>
  );
};
