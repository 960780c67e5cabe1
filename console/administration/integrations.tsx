import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Integration } from '../../src/contract/integration.ts';
import { deleteIntegration } from '../../src/contract/routes/integrations.ts';
import { useSay } from '../catalogue/text.tsx';
import { useFacts, useLive, useQueueNames } from '../live/use-live.ts';
import { flash } from '../parts/flash.tsx';
import { PartError } from '../parts/part.tsx';
import { useSaving } from '../parts/use-saving.ts';
import { IntegrationForm } from './integration-form.tsx';
import { Listing, RowAction, RowQuestion } from './listing.tsx';
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
      <code title={address}>{address}</code>
      <RowAction text={say('admin.copy')} label={`${say('admin.copy')} ${integration.id}`} onClick={copy} />
    </span>
  );
};

/** Integrations: which channel, into which queue, and the webhook's address to copy. */
export const Integrations = () => {
  const say = useSay();
  const { call } = useLive();
  const queueNameOf = useQueueNames();
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
      <Listing
        title={say('admin.integrations')}
        wrapLines
        loading={isPending}
        items={data}
        trackBy="id"
        empty={say('admin.integrations.none')}
        columns={[
          { id: 'id', header: say('admin.id'), isRowHeader: true, cell: ({ id }) => id },
          {
            id: 'channel',
            header: say('admin.messageType'),
            cell: ({ messageType }) => say(`channel.${messageType}`),
          },
          { id: 'queue', header: say('admin.queue'), cell: ({ queue }) => queueNameOf(queue.id) },
          {
            id: 'webhook',
            header: say('admin.webhook'),
            cell: (integration) => <Webhook integration={integration} />,
          },
        ]}
        actions={(integration) =>
          doomed === integration.id ? (
            <RowQuestion
              yes={say('admin.remove')}
              onYes={() => remove.mutate(integration)}
              onNo={() => setDoomed(undefined)}
            />
          ) : (
            <>
              <RowAction
                text={say('admin.edit')}
                label={`${say('admin.edit')} ${integration.id}`}
                onClick={() => setEdited(integration)}
              />
              <RowAction
                text={say('admin.remove')}
                label={`${say('admin.remove')} ${integration.id}`}
                onClick={() => setDoomed(integration.id)}
              />
            </>
          )
        }
      />
      <IntegrationForm key={edited?.id} integration={edited} onSaved={setEdited} />
    </SpaceBetween>
  );
};
