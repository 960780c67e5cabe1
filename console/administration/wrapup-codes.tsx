import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { deleteWrapupCode, postWrapupCode, putWrapupCode } from '../../src/contract/routes/wrapup-codes.ts';
import type { WrapupCode } from '../../src/contract/wrapup-code.ts';
import { useSay } from '../catalogue/text.tsx';
import { useLive } from '../live/use-live.ts';
import { PartError } from '../parts/part.tsx';
import { useSaving } from '../parts/use-saving.ts';
import { Listing, RowAction, RowQuestion } from './listing.tsx';
import { useDivisionIds, useWrapupCodes } from './lists.ts';
import { Suggest } from './suggest.tsx';

/** Codes are read anew, the tenant's and every queue's: a queue shows the names of its own. */
const stale = ['wrapup-codes'];

interface Edited {
  /** Absent of a code that is not there yet: the API names it. */
  readonly id?: string;
  readonly name: string;
  readonly division: string;
  readonly description?: string | undefined;
}
const blank: Edited = { name: '', division: '' };

const CodeForm = ({
  edited,
  onEdit,
}: {
  readonly edited: Edited;
  readonly onEdit: (edited: Edited) => void;
}) => {
  const say = useSay();
  const { call } = useLive();
  const divisions = useDivisionIds();
  const save = useSaving(
    ({ id, name, division, description }: Edited) => {
      const body = {
        name,
        ...(division === '' ? {} : { division: { id: division } }),
        ...(description === undefined ? {} : { description }),
      };
      return id === undefined
        ? call(postWrapupCode, { body })
        : call(putWrapupCode, { params: { codeId: id }, body });
    },
    { stale, onDone: () => onEdit(blank) },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(edited);
      }}
    >
      <SpaceBetween direction="horizontal" size="s" alignItems="end">
        <FormField label={say('admin.name')}>
          <Input value={edited.name} onChange={({ detail }) => onEdit({ ...edited, name: detail.value })} />
        </FormField>
        <Suggest
          label={say('admin.codes.division')}
          value={edited.division}
          suggestions={divisions}
          onChange={(division) => onEdit({ ...edited, division })}
        />
        <Button formAction="submit" loading={save.isPending} disabled={edited.name === ''}>
          {say('admin.save')}
        </Button>
        {edited.id === undefined ? null : (
          <Button formAction="none" variant="link" onClick={() => onEdit(blank)}>
            {say('admin.cancel')}
          </Button>
        )}
      </SpaceBetween>
    </form>
  );
};

/** The tenant's wrap-up codes; which of them a queue's agents choose from is said at the queue. */
export const WrapupCodes = () => {
  const say = useSay();
  const { call } = useLive();
  const { data = [], error, isPending } = useWrapupCodes();
  const [edited, setEdited] = useState(blank);
  const [doomed, setDoomed] = useState<string>();
  const remove = useSaving(({ id }: WrapupCode) => call(deleteWrapupCode, { params: { codeId: id } }), {
    stale,
    onDone: () => setDoomed(undefined),
  });
  if (error !== null) return <PartError error={error} />;
  return (
    <SpaceBetween size="l">
      <Listing
        title={say('admin.codes')}
        description={say('admin.codes.hint')}
        loading={isPending}
        items={data}
        trackBy="id"
        empty={say('admin.codes.none')}
        columns={[
          { id: 'name', header: say('admin.name'), isRowHeader: true, cell: ({ name }) => name },
          {
            id: 'division',
            header: say('admin.division'),
            cell: ({ division }) => division?.id ?? say('admin.codes.everywhere'),
          },
          { id: 'id', header: say('admin.id'), cell: ({ id }) => id },
        ]}
        actions={(code) =>
          doomed === code.id ? (
            <RowQuestion
              yes={say('admin.remove')}
              onYes={() => remove.mutate(code)}
              onNo={() => setDoomed(undefined)}
            >
              <span>{say('admin.codes.sure', { name: code.name })}</span>
            </RowQuestion>
          ) : (
            <>
              <RowAction
                text={say('admin.edit')}
                label={`${say('admin.edit')} ${code.name}`}
                onClick={() => {
                  const { id, name, division, description } = code;
                  setEdited({ id, name, division: division?.id ?? '', description });
                }}
              />
              <RowAction
                text={say('admin.remove')}
                label={`${say('admin.remove')} ${code.name}`}
                onClick={() => setDoomed(code.id)}
              />
            </>
          )
        }
      />
      <CodeForm edited={edited} onEdit={setEdited} />
    </SpaceBetween>
  );
};
