import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { receiveOpenMessage } from '../../src/contract/routes/messages.ts';
import { useSay } from '../catalogue/text.tsx';
import { useSaving } from '../frame/use-saving.ts';
import { useLive } from '../live/use-live.ts';

/** A message from a customer who does not exist, to see that an integration leads where it should. */
export const TestCustomer = () => {
  const say = useSay();
  const { call } = useLive();
  const [, go] = useLocation();
  const [integrationId, setIntegrationId] = useState('support-webmessaging');
  const [text, setText] = useState(say('admin.try.default'));
  const [sent, setSent] = useState<string>();
  const send = useSaving(
    () => {
      const id = `test.${crypto.randomUUID()}`;
      const body = { channel: { messageId: id, from: { id, nickname: say('admin.try') } }, text };
      return call(receiveOpenMessage, { params: { integrationId }, body });
    },
    { done: say('admin.try.sent'), onDone: ({ conversationId }) => setSent(conversationId) },
  );
  return (
    <SpaceBetween size="l">
      <Header variant="h2">{say('admin.try')}</Header>
      <SpaceBetween direction="horizontal" size="s" alignItems="end">
        <FormField label={say('admin.try.integration')}>
          <Input value={integrationId} onChange={({ detail }) => setIntegrationId(detail.value)} />
        </FormField>
        <FormField label={say('admin.try.text')}>
          <Input value={text} onChange={({ detail }) => setText(detail.value)} />
        </FormField>
        <Button disabled={text === '' || integrationId === ''} onClick={() => send.mutate(undefined)}>
          {say('admin.try.send')}
        </Button>
        {sent === undefined ? null : (
          <Button variant="link" onClick={() => go(`/interactions/${sent}`)}>
            {say('admin.try.open')}
          </Button>
        )}
      </SpaceBetween>
    </SpaceBetween>
  );
};
