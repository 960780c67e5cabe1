import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useSay } from '../catalogue/text.tsx';
import { useSaving } from '../parts/use-saving.ts';

interface Option {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

/** Adds several of what there is to a list; `stale` is the list's query, read again after it. */
export const AddSeveral = ({
  label,
  placeholder,
  options,
  add,
  stale,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly options: readonly Option[];
  readonly add: (ids: readonly string[]) => Promise<unknown>;
  readonly stale: readonly string[];
}) => {
  const say = useSay();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const save = useSaving(() => add(chosen), { stale, onDone: () => setChosen([]) });
  return (
    <SpaceBetween direction="horizontal" size="s" alignItems="end">
      <FormField label={label}>
        <Multiselect
          selectedOptions={options.filter(({ value }) => chosen.includes(value))}
          options={options}
          placeholder={placeholder}
          deselectAriaLabel={(option) => `${say('admin.members.remove')} ${option.label}`}
          onChange={({ detail }) => setChosen(detail.selectedOptions.map(({ value }) => value ?? ''))}
        />
      </FormField>
      <Button disabled={chosen.length === 0} onClick={() => save.mutate(undefined)}>
        {say('admin.save')}
      </Button>
    </SpaceBetween>
  );
};
