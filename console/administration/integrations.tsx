import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { Integration } from '../../src/contract/integration.ts';
import { deleteIntegration } from '../../src/contract/routes/integrations.ts';
import { useSay } from '../catalogue/text.tsx';
import { useFacts, useLive } from '../live/use-live.ts';
import { flash } from '../parts/flash.tsx';
import { PartError } from '../parts/part.tsx';
import { useSaving } from '../parts/use-saving.ts';
import { IntegrationForm } from './integration-form.tsx';
import { useIntegrations } from './lists.ts';
import { webhookOf } from './webhook.ts';

const Webhook = ({ integration }: { readonly integration: Integration }) => {
  const say = useSay();
  const me = useFacts((facts) => facts.me);
  const address = webhookOf(integration, me.tenantId, me.webhooks);
  const copy = () =>
    void navigator.clipboard.writeText(address).then(() => flash({ text: say('admin.copied') }));
  return (
    <span className="webhook">
      <code>{address}</code>
      <Button variant="inline-link" ariaLabel={`${say('admin.copy')} ${integration.id}`} onClick={copy}>
        {say('admin.copy')}
      </Button>
    </span>
  );
};

/** Integrations: which channel, into which queue, and the webhook's address to copy. */
export const Integrations = () => {
  const say = useSay();
  const { call } = useLive();
  const queues = useFacts((facts) => facts.queues);
  const { data = [], error, isPending } = useIntegrations();
  const [edited, setEdited] = useState<Integration>();
  const [doomed, setDoomed] = useState<string>();
  const remove = useSaving(
    ({ id }: Integration) => call(deleteIntegration, { params: { integrationId: id } }),
    { stale: ['integrations'], onDone: () => setDoomed(undefined) },
  );
  if (error !== null) return <PartError error={error} />;
  return (
    <SpaceBetween size="l">
      <Table
        variant="container"
        contentDensity="compact"
        wrapLines
        loading={isPending}
        header={<Header variant="h2">{say('admin.integrations')}</Header>}
        ariaLabels={{ tableLabel: say('admin.integrations') }}
        items={data}
        trackBy="id"
        empty={say('admin.integrations.none')}
        columnDefinitions={[
          { id: 'id', header: say('admin.id'), isRowHeader: true, cell: ({ id }) => id },
          {
            id: 'channel',
            header: say('admin.messageType'),
            cell: ({ messageType }) => say(`channel.${messageType}`),
          },
          {
            id: 'queue',
            header: say('admin.queue'),
            cell: ({ queue }) => queues.get(queue.id)?.name ?? queue.id,
          },
          {
            id: 'webhook',
            header: say('admin.webhook'),
            cell: (integration) => <Webhook integration={integration} />,
          },
          {
            id: 'actions',
            header: <span className="visually-hidden">{say('interactions.column.action')}</span>,
            cell: (integration) =>
              doomed === integration.id ? (
                <SpaceBetween direction="horizontal" size="xs">
                  <Button onClick={() => remove.mutate(integration)}>{say('admin.remove')}</Button>
                  <Button variant="link" onClick={() => setDoomed(undefined)}>
                    {say('admin.cancel')}
                  </Button>
                </SpaceBetween>
              ) : (
                <SpaceBetween direction="horizontal" size="xs">
                  <Button
                    variant="inline-link"
                    ariaLabel={`${say('admin.edit')} ${integration.id}`}
                    onClick={() => setEdited(integration)}
                  >
                    {say('admin.edit')}
                  </Button>
                  <Button
                    variant="inline-link"
                    ariaLabel={`${say('admin.remove')} ${integration.id}`}
                    onClick={() => setDoomed(integration.id)}
                  >
                    {say('admin.remove')}
                  </Button>
                </SpaceBetween>
              ),
          },
        ]}
      />
      <IntegrationForm key={edited?.id} integration={edited} onSaved={setEdited} />
    </SpaceBetween>
  );
};
