import { ComboBox, ComboBoxItem, Text } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useTyped } from './address.ts';

/** A filter by one text: those that were seen are offered, any other can be typed and is sent with Enter. Empty: all. */
export function SuggestedFilter({
  label,
  placeholder,
  value,
  suggested,
  onChange,
}: {
  label: string;
  placeholder: string;
  value: string;
  /** Those that were seen, with what they mean, where they do not say it themselves. */
  suggested: readonly { readonly id: string; readonly meaning?: string }[];
  onChange: (text: string) => void;
}) {
  const [typed, setTyped] = useTyped(value);
  return (
    <ComboBox
      label={label}
      placeholder={placeholder}
      styles={style({ width: 288, maxWidth: 'full' })}
      allowsCustomValue
      menuTrigger="focus"
      inputValue={typed}
      onInputChange={(text) => {
        setTyped(text);
        if (text === '') onChange('');
      }}
      onSelectionChange={(key) => onChange(key === null ? typed.trim() : String(key))}
      onBlur={() => onChange(typed.trim())}
      onKeyDown={(event) => {
        // Enter on one of the list chooses that one.
        const isInList = (event.target as Element).hasAttribute('aria-activedescendant');
        if (event.key === 'Enter' && !isInList) onChange(typed.trim());
        event.continuePropagation();
      }}
      defaultItems={suggested}
    >
      {({ id, meaning }) => (
        <ComboBoxItem id={id} textValue={id}>
          <Text slot="label">{id}</Text>
          {meaning !== undefined && <Text slot="description">{meaning}</Text>}
        </ComboBoxItem>
      )}
    </ComboBox>
  );
}
