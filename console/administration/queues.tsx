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
import { PartError } from '../frame/part.tsx';
import { useSaving } from '../frame/use-saving.ts';
import { readQueues } from '../live/read-floor.ts';
import { useLive } from '../live/use-live.ts';

const blank = { id: '', name: '', division: { id: '' } };

/** Queues: what they are called and which division they belong to. */
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
          <FormField label={say('admin.division')}>
            <Input
              value={edited.division.id}
              onChange={({ detail }) => setEdited({ ...edited, division: { id: detail.value } })}
            />
          </FormField>
          <Button formAction="submit" loading={save.isPending}>
            {say('admin.save')}
          </Button>
        </SpaceBetween>
      </form>
    </SpaceBetween>
  );
};
