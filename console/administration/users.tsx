import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { RevocationInput } from '../../src/contract/permissions.ts';
import { revokeGrants } from '../../src/contract/routes/users.ts';
import { useSay } from '../catalogue/text.tsx';
import { useSaving } from '../frame/use-saving.ts';
import { useLive } from '../live/use-live.ts';

const reasons = RevocationInput.shape.reason.options;
type Reason = (typeof reasons)[number];

/** Users: their rights end here, now. Who they are and what they may do is the identity provider's to say. */
export const Users = () => {
  const say = useSay();
  const { call } = useLive();
  const [userId, setUserId] = useState('');
  const [reason, setReason] = useState<Reason>('permission.revoked');
  const revoke = useSaving(() => call(revokeGrants, { params: { userId }, body: { reason } }), {
    done: say('admin.revoke.done', { user: userId }),
    stale: ['audits'],
  });
  return (
    <SpaceBetween size="l">
      <Header variant="h2">{say('admin.users')}</Header>
      <SpaceBetween direction="horizontal" size="s" alignItems="end">
        <FormField label={say('admin.revoke.user')}>
          <Input value={userId} onChange={({ detail }) => setUserId(detail.value)} />
        </FormField>
        <FormField label={say('admin.revoke.reason')}>
          <Select
            selectedOption={{ value: reason, label: reason }}
            options={reasons.map((value) => ({ value, label: value }))}
            onChange={({ detail }) =>
              setReason(reasons.find((known) => known === detail.selectedOption.value) ?? reason)
            }
          />
        </FormField>
        <Button disabled={userId === ''} onClick={() => revoke.mutate(undefined)}>
          {say('admin.revoke')}
        </Button>
      </SpaceBetween>
    </SpaceBetween>
  );
};
