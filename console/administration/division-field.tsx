import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import { useSay } from '../catalogue/text.tsx';
import { useDivisionIds } from './lists.ts';

/** A division by its id: one that is known, or a new one, which is there once something is in it. */
export const DivisionField = ({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) => {
  const say = useSay();
  const known = useDivisionIds();
  return (
    <FormField label={say('admin.division')}>
      <Autosuggest
        value={value}
        options={known.map((id) => ({ value: id }))}
        enteredTextLabel={(text) => text}
        ariaLabel={say('admin.division')}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
};
