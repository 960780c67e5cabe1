import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import { useSay } from '../catalogue/text.tsx';

/** A field whose text is suggested from a list, and may be another. */
export const Suggest = ({
  label,
  value,
  suggestions,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly suggestions: readonly string[];
  readonly onChange: (value: string) => void;
}) => {
  const say = useSay();
  return (
    <FormField label={label}>
      <Autosuggest
        value={value}
        options={suggestions.map((suggested) => ({ value: suggested }))}
        enteredTextLabel={(text) => text}
        ariaLabel={label}
        clearAriaLabel={say('admin.clear', { field: label })}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
};
