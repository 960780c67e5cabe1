import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useSay } from '../catalogue/text.tsx';
import { useDivisionIds } from './lists.ts';
import { Suggest } from './suggest.tsx';

interface Entity {
  readonly id: string;
  readonly name: string;
  readonly division: { readonly id: string };
}

/**
 * Makes something of a division or changes it: id, name, division, and `children` for what else it has. The division
 * is one that is known, or a new one, which is there once something is in it.
 */
export const EntityForm = <T extends Entity>({
  edited,
  onEdit,
  save,
  children,
}: {
  readonly edited: T;
  readonly onEdit: (edited: T) => void;
  readonly save: { readonly mutate: (edited: T) => void; readonly isPending: boolean };
  readonly children?: ReactNode;
}) => {
  const say = useSay();
  const divisions = useDivisionIds();
  const { id, name, division } = edited;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(edited);
      }}
    >
      <SpaceBetween direction="horizontal" size="s" alignItems="end">
        <FormField label={say('admin.id')}>
          <Input value={id} onChange={({ detail }) => onEdit({ ...edited, id: detail.value })} />
        </FormField>
        <FormField label={say('admin.name')}>
          <Input value={name} onChange={({ detail }) => onEdit({ ...edited, name: detail.value })} />
        </FormField>
        <Suggest
          label={say('admin.division')}
          value={division.id}
          suggestions={divisions}
          onChange={(value) => onEdit({ ...edited, division: { id: value } })}
        />
        {children}
        <Button formAction="submit" loading={save.isPending} disabled={[id, name, division.id].includes('')}>
          {say('admin.save')}
        </Button>
      </SpaceBetween>
    </form>
  );
};
