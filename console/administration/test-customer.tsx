import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Integration } from '../../src/contract/integration.ts';
import { receiveOpenMessage } from '../../src/contract/routes/messages.ts';
import { useSay } from '../catalogue/text.tsx';
import { useLive, useQueueNames } from '../live/use-live.ts';
import { PartError } from '../parts/part.tsx';
import { useSaving } from '../parts/use-saving.ts';
import { Listing } from './listing.tsx';
import { useIntegrations } from './lists.ts';

/** A message from a customer who does not exist, by any integration, to see that it leads where it should. */
export const TestCustomer = () => {
  const say = useSay();
  const { call } = useLive();
  const [, go] = useLocation();
  const queueNameOf = useQueueNames();
  const { data = [], error, isPending } = useIntegrations();
  const [text, setText] = useState(say('admin.try.default'));
  const send = useSaving(
    (integration: Integration) => {
      const id = `test.${crypto.randomUUID()}`;
      const body = { channel: { messageId: id, from: { id, nickname: say('admin.try') } }, text };
      return call(receiveOpenMessage, { params: { integrationId: integration.id }, body });
    },
    {
      done: say('admin.try.sent'),
      onDone: ({ conversationId }) => go(`/interactions/${conversationId}`),
    },
  );
  if (error !== null) return <PartError error={error} />;
  return (
    <SpaceBetween size="m">
      <FormField label={say('admin.try.text')}>
        <Input value={text} onChange={({ detail }) => setText(detail.value)} />
      </FormField>
      <Listing
        title={say('admin.try')}
        description={say('admin.try.hint')}
        loading={isPending}
        items={data}
        trackBy="id"
        empty={say('admin.integrations.none')}
        columns={[
          {
            id: 'queue',
            header: say('admin.queue'),
            isRowHeader: true,
            cell: ({ queue }) => queueNameOf(queue.id),
          },
          {
            id: 'channel',
            header: say('admin.messageType'),
            cell: ({ messageType }) => say(`channel.${messageType}`),
          },
          { id: 'id', header: say('admin.id'), cell: ({ id }) => id },
        ]}
        actions={(integration) => (
          <Button
            disabled={text === '' || send.isPending}
            ariaLabel={`${say('admin.try.send')} ${integration.id}`}
            onClick={() => send.mutate(integration)}
          >
            {say('admin.try.send')}
          </Button>
        )}
      />
    </SpaceBetween>
  );
};
