import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type Integration, IntegrationSecret } from '../../src/contract/integration.ts';
import {
  getIntegration,
  putIntegration,
  putIntegrationSecret,
} from '../../src/contract/routes/integrations.ts';
import { MessageType } from '../../src/contract/words.ts';
import { useSay } from '../catalogue/text.tsx';
import { flash } from '../frame/flash.tsx';
import { useSaving } from '../frame/use-saving.ts';
import { useFacts, useLive } from '../live/use-live.ts';

const secretKinds = IntegrationSecret.keyof().options;

/** The address at which a provider delivers to an integration; `{tenant}` is the installation's name for this tenant. */
const webhookOf = ({ id, messageType }: Integration): string => {
  const base = `${window.location.origin}/api/v2`;
  if (messageType === 'sms') return `${base}/channels/twilio/{tenant}/${id}/sms`;
  if (messageType === 'open') return `${base}/conversations/messages/${id}/inbound/open/message`;
  if (messageType === 'webmessaging') return `${base}/webmessaging/deployments/{tenant}/${id}/sessions`;
  return `${base}/channels/meta/{tenant}/${id}`;
};

/** Integrations: which channel, into which queue, the webhook's address to copy, and secrets that are only written. */
export const Integrations = () => {
  const say = useSay();
  const { call } = useLive();
  const queues = useFacts((facts) => facts.queues);
  const [id, setId] = useState('');
  const [messageType, setMessageType] = useState<MessageType>('webmessaging');
  const [queueId, setQueueId] = useState('');
  const [found, setFound] = useState<Integration>();
  const [kind, setKind] = useState(secretKinds[0] ?? 'authToken');
  const [secret, setSecret] = useState('');
  const params = { integrationId: id };
  const take = (integration: Integration) => {
    setFound(integration);
    setMessageType(integration.messageType);
    setQueueId(integration.queue.id);
  };
  const find = useSaving(() => call(getIntegration, { params }), {
    done: say('admin.integrations'),
    onDone: take,
  });
  const save = useSaving(
    () => call(putIntegration, { params, body: { messageType, queue: { id: queueId } } }),
    { onDone: take },
  );
  const write = useSaving(() => call(putIntegrationSecret, { params, body: { [kind]: secret } }), {
    onDone: () => setSecret(''),
  });
  const webhook = found === undefined ? '' : webhookOf(found);
  return (
    <SpaceBetween size="l">
      <Header variant="h2">{say('admin.integrations')}</Header>
      <SpaceBetween direction="horizontal" size="s" alignItems="end">
        <FormField label={say('admin.id')}>
          <Input value={id} onChange={({ detail }) => setId(detail.value)} />
        </FormField>
        <Button disabled={id === ''} onClick={() => find.mutate(undefined)}>
          {say('admin.find')}
        </Button>
        <FormField label={say('admin.messageType')}>
          <Select
            selectedOption={{ value: messageType, label: say(`channel.${messageType}`) }}
            options={MessageType.options.map((value) => ({ value, label: say(`channel.${value}`) }))}
            onChange={({ detail }) => setMessageType(MessageType.parse(detail.selectedOption.value))}
          />
        </FormField>
        <FormField label={say('admin.queue')}>
          <Select
            selectedOption={
              queueId === '' ? null : { value: queueId, label: queues.get(queueId)?.name ?? queueId }
            }
            options={[...queues.values()].map((queue) => ({ value: queue.id, label: queue.name }))}
            onChange={({ detail }) => setQueueId(detail.selectedOption.value ?? '')}
          />
        </FormField>
        <Button disabled={id === '' || queueId === ''} onClick={() => save.mutate(undefined)}>
          {say('admin.save')}
        </Button>
      </SpaceBetween>
      {found === undefined ? null : (
        <SpaceBetween size="l">
          <KeyValuePairs
            items={[
              {
                label: say('admin.webhook'),
                value: (
                  <SpaceBetween direction="horizontal" size="xs">
                    <code>{webhook}</code>
                    <Button
                      variant="inline-link"
                      onClick={() =>
                        void navigator.clipboard
                          .writeText(webhook)
                          .then(() => flash({ text: say('admin.copied') }))
                      }
                    >
                      {say('admin.copy')}
                    </Button>
                  </SpaceBetween>
                ),
              },
            ]}
          />
          <SpaceBetween direction="horizontal" size="s" alignItems="end">
            <FormField label={say('admin.secret.kind')} description={say('admin.secret.hint')}>
              <Select
                selectedOption={{ value: kind, label: kind }}
                options={secretKinds.map((value) => ({ value, label: value }))}
                onChange={({ detail }) =>
                  setKind(secretKinds.find((known) => known === detail.selectedOption.value) ?? kind)
                }
              />
            </FormField>
            <FormField label={say('admin.secret')}>
              <Input
                type="password"
                autoComplete={false}
                value={secret}
                onChange={({ detail }) => setSecret(detail.value)}
              />
            </FormField>
            <Button disabled={secret === ''} onClick={() => write.mutate(undefined)}>
              {say('admin.save')}
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
};
