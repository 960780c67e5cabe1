import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { RevocationInput } from '../../src/contract/permissions.ts';
import { putUser, revokeGrants } from '../../src/contract/routes/users.ts';
import type { User } from '../../src/contract/user.ts';
import { useSay } from '../catalogue/text.tsx';
import { useLive } from '../live/use-live.ts';
import { PartError } from '../parts/part.tsx';
import { useSaving } from '../parts/use-saving.ts';
import { DivisionField } from './division-field.tsx';
import { useUsers } from './lists.ts';

const reasons = RevocationInput.shape.reason.options;
type Reason = (typeof reasons)[number];
type Edited = Pick<User, 'id' | 'name' | 'state'> & { readonly division: string };
const blank: Edited = { id: '', name: '', state: 'active', division: '' };

/** One row that ends a user's rights, after saying why. */
const EndRights = ({ user, onDone }: { readonly user: User; readonly onDone: () => void }) => {
  const say = useSay();
  const { call } = useLive();
  const [reason, setReason] = useState<Reason>('permission.revoked');
  const revoke = useSaving(() => call(revokeGrants, { params: { userId: user.id }, body: { reason } }), {
    done: say('admin.revoke.done', { user: user.name }),
    stale: ['audits'],
    onDone,
  });
  const named = (value: Reason) => ({ value, label: say(`revocation.${value}`) });
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Select
        ariaLabel={say('admin.revoke.reason')}
        selectedOption={named(reason)}
        options={reasons.map(named)}
        onChange={({ detail }) =>
          setReason(reasons.find((known) => known === detail.selectedOption.value) ?? reason)
        }
      />
      <Button onClick={() => revoke.mutate(undefined)}>{say('admin.revoke')}</Button>
      <Button variant="link" onClick={onDone}>
        {say('admin.cancel')}
      </Button>
    </SpaceBetween>
  );
};

/** Users and their divisions; their rights end here, now. What they may do is the identity provider's to say. */
export const Users = () => {
  const say = useSay();
  const { call } = useLive();
  const { data = [], error, isPending } = useUsers();
  const [edited, setEdited] = useState(blank);
  const [ending, setEnding] = useState<string>();
  const save = useSaving(
    ({ id, name, state, division }: Edited) =>
      call(putUser, { params: { userId: id }, body: { name, state, division: { id: division } } }),
    { stale: ['users'], onDone: () => setEdited(blank) },
  );
  if (error !== null) return <PartError error={error} />;
  return (
    <SpaceBetween size="l">
      <Table
        variant="container"
        contentDensity="compact"
        loading={isPending}
        header={<Header variant="h2">{say('admin.users')}</Header>}
        ariaLabels={{ tableLabel: say('admin.users') }}
        items={data}
        trackBy="id"
        empty={say('admin.users.none')}
        columnDefinitions={[
          { id: 'name', header: say('admin.name'), isRowHeader: true, cell: ({ name }) => name },
          { id: 'id', header: say('admin.id'), cell: ({ id }) => id },
          { id: 'division', header: say('admin.division'), cell: ({ division }) => division.id },
          { id: 'state', header: say('admin.state'), cell: ({ state }) => say(`user.state.${state}`) },
          {
            id: 'actions',
            header: <span className="visually-hidden">{say('interactions.column.action')}</span>,
            cell: (user) =>
              ending === user.id ? (
                <EndRights user={user} onDone={() => setEnding(undefined)} />
              ) : (
                <SpaceBetween direction="horizontal" size="xs">
                  <Button
                    variant="inline-link"
                    ariaLabel={`${say('admin.edit')} ${user.name}`}
                    onClick={() => setEdited({ ...user, division: user.division.id })}
                  >
                    {say('admin.edit')}
                  </Button>
                  <Button
                    variant="inline-link"
                    ariaLabel={`${say('admin.revoke')} ${user.name}`}
                    onClick={() => setEnding(user.id)}
                  >
                    {say('admin.revoke')}
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
            value={edited.division}
            onChange={(division) => setEdited({ ...edited, division })}
          />
          <FormField label={say('admin.state')}>
            <Select
              selectedOption={{ value: edited.state, label: say(`user.state.${edited.state}`) }}
              options={(['active', 'inactive'] as const).map((value) => ({
                value,
                label: say(`user.state.${value}`),
              }))}
              onChange={({ detail }) =>
                setEdited({
                  ...edited,
                  state: detail.selectedOption.value === 'inactive' ? 'inactive' : 'active',
                })
              }
            />
          </FormField>
          <Button
            formAction="submit"
            loading={save.isPending}
            disabled={edited.id === '' || edited.name === '' || edited.division === ''}
          >
            {say('admin.save')}
          </Button>
        </SpaceBetween>
      </form>
    </SpaceBetween>
  );
};
