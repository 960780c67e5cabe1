import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type Integration, IntegrationInput, IntegrationSecret } from '../../src/contract/integration.ts';
import { putIntegration, putIntegrationSecret } from '../../src/contract/routes/integrations.ts';
import { MessageType } from '../../src/contract/words.ts';
import { useSay } from '../catalogue/text.tsx';
import { useFacts, useLive, useQueueNames } from '../live/use-live.ts';
import { useSaving } from '../parts/use-saving.ts';

const secretKinds = IntegrationSecret.keyof().options;

/** What an integration and its provider share: written here, and never shown again. */
const Secret = ({ integrationId }: { readonly integrationId: string }) => {
  const say = useSay();
  const { call } = useLive();
  const [kind, setKind] = useState(secretKinds[0] ?? 'authToken');
  const [secret, setSecret] = useState('');
  const write = useSaving(
    () => call(putIntegrationSecret, { params: { integrationId }, body: { [kind]: secret } }),
    { onDone: () => setSecret('') },
  );
  return (
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
        {say('admin.secret.save')}
      </Button>
    </SpaceBetween>
  );
};

/** The hosts that a text names, with commas or spaces between. */
const hostsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((host) => host !== '');

/** Makes an integration, or changes the one given; settings of its channel that are not asked for here stay. */
export const IntegrationForm = ({
  integration,
  onSaved,
}: {
  readonly integration: Integration | undefined;
  readonly onSaved: (integration: Integration) => void;
}) => {
  const say = useSay();
  const { call } = useLive();
  const queues = useFacts((facts) => facts.queues);
  const queueNameOf = useQueueNames();
  const [id, setId] = useState(integration?.id ?? '');
  const [messageType, setMessageType] = useState<MessageType>(integration?.messageType ?? 'webmessaging');
  const [queueId, setQueueId] = useState(integration?.queue.id ?? '');
  const [hosts, setHosts] = useState(integration?.mediaHosts?.join(', ') ?? '');
  const mediaHosts = hostsOf(hosts);
  const wrong = mediaHosts.find((host) => !IntegrationInput.shape.mediaHosts.safeParse([host]).success);
  const save = useSaving(
    () => {
      const { id: _id, mediaHosts: _hosts, ...kept } = integration ?? { id };
      const settings = integration?.messageType === messageType ? kept : {};
      return call(putIntegration, {
        params: { integrationId: id },
        body: {
          ...settings,
          messageType,
          queue: { id: queueId },
          ...(mediaHosts.length === 0 ? {} : { mediaHosts }),
        },
      });
    },
    { stale: ['integrations'], onDone: onSaved },
  );
  const title = integration === undefined ? say('admin.integrations.new') : integration.id;
  return (
    <SpaceBetween size="s">
      <Header variant="h3">{title}</Header>
      <SpaceBetween direction="horizontal" size="s" alignItems="end">
        <FormField label={say('admin.id')}>
          <Input
            value={id}
            readOnly={integration !== undefined}
            onChange={({ detail }) => setId(detail.value)}
          />
        </FormField>
        <FormField label={say('admin.messageType')}>
          <Select
            selectedOption={{ value: messageType, label: say(`channel.${messageType}`) }}
            options={MessageType.options.map((value) => ({ value, label: say(`channel.${value}`) }))}
            onChange={({ detail }) => setMessageType(MessageType.parse(detail.selectedOption.value))}
          />
        </FormField>
        <FormField label={say('admin.queue')}>
          <Select
            selectedOption={queueId === '' ? null : { value: queueId, label: queueNameOf(queueId) }}
            options={[...queues.values()].map((queue) => ({ value: queue.id, label: queue.name }))}
            onChange={({ detail }) => setQueueId(detail.selectedOption.value ?? '')}
          />
        </FormField>
        <FormField
          label={say('admin.mediaHosts')}
          description={say('admin.mediaHosts.hint')}
          errorText={wrong === undefined ? undefined : say('admin.mediaHosts.wrong', { host: wrong })}
        >
          <Input
            value={hosts}
            placeholder="files.example.com"
            onChange={({ detail }) => setHosts(detail.value)}
          />
        </FormField>
        <Button
          disabled={id === '' || queueId === '' || wrong !== undefined}
          onClick={() => save.mutate(undefined)}
        >
          {say('admin.save')}
        </Button>
      </SpaceBetween>
      {integration === undefined ? null : <Secret integrationId={integration.id} />}
    </SpaceBetween>
  );
};
