import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { RevocationInput } from '../../src/contract/permissions.ts';
import { putUser, revokeGrants } from '../../src/contract/routes/users.ts';
import { type User, UserState } from '../../src/contract/user.ts';
import { useSay } from '../catalogue/text.tsx';
import { useLive } from '../live/use-live.ts';
import { PartError } from '../parts/part.tsx';
import { useSaving } from '../parts/use-saving.ts';
import { EntityForm } from './entity-form.tsx';
import { Listing, RowAction, RowQuestion } from './listing.tsx';
import { useUsers } from './lists.ts';

const reasons = RevocationInput.shape.reason.options;
type Reason = (typeof reasons)[number];
const states = UserState.options;
type Edited = Omit<User, 'version'>;
const blank: Edited = { id: '', name: '', state: 'active', division: { id: '' } };

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
    <RowQuestion yes={say('admin.revoke')} onYes={() => revoke.mutate(undefined)} onNo={onDone}>
      <Select
        ariaLabel={say('admin.revoke.reason')}
        selectedOption={named(reason)}
        options={reasons.map(named)}
        onChange={({ detail }) =>
          setReason(reasons.find((known) => known === detail.selectedOption.value) ?? reason)
        }
      />
    </RowQuestion>
  );
};

/** Users and their divisions; their rights end here, now. What they may do is the identity provider's to say. */
export const Users = () => {
  const say = useSay();
  const { call } = useLive();
  const { data = [], error, isPending } = useUsers();
  const [edited, setEdited] = useState<Edited>(blank);
  const [ending, setEnding] = useState<string>();
  const save = useSaving(
    ({ id, name, state, division }: Edited) =>
      call(putUser, { params: { userId: id }, body: { name, state, division } }),
    { stale: ['users'], onDone: () => setEdited(blank) },
  );
  if (error !== null) return <PartError error={error} />;
  const named = (value: User['state']) => ({ value, label: say(`user.state.${value}`) });
  return (
    <SpaceBetween size="l">
      <Listing
        title={say('admin.users')}
        loading={isPending}
        items={data}
        trackBy="id"
        empty={say('admin.users.none')}
        columns={[
          { id: 'name', header: say('admin.name'), isRowHeader: true, cell: ({ name }) => name },
          { id: 'id', header: say('admin.id'), cell: ({ id }) => id },
          { id: 'division', header: say('admin.division'), cell: ({ division }) => division.id },
          { id: 'state', header: say('admin.state'), cell: ({ state }) => say(`user.state.${state}`) },
        ]}
        actions={(user) =>
          ending === user.id ? (
            <EndRights user={user} onDone={() => setEnding(undefined)} />
          ) : (
            <>
              <RowAction
                text={say('admin.edit')}
                label={`${say('admin.edit')} ${user.name}`}
                onClick={() => setEdited(user)}
              />
              <RowAction
                text={say('admin.revoke')}
                label={`${say('admin.revoke')} ${user.name}`}
                onClick={() => setEnding(user.id)}
              />
            </>
          )
        }
      />
      <EntityForm edited={edited} onEdit={setEdited} save={save}>
        <FormField label={say('admin.state')}>
          <Select
            selectedOption={named(edited.state)}
            options={states.map(named)}
            onChange={({ detail }) =>
              setEdited({
                ...edited,
                state: states.find((known) => known === detail.selectedOption.value) ?? edited.state,
              })
            }
          />
        </FormField>
      </EntityForm>
    </SpaceBetween>
  );
};
