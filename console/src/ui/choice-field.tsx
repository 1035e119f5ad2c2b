import { ComboBox, ComboBoxItem, Text } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };

/** One of the things that can be chosen. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  /** What tells it from others of its name. */
  readonly description?: string | undefined;
}

/** One of many things, found by a part of its name whatever the case and the accents; the arrows go through all of them. */
export function ChoiceField({
  label,
  description,
  choices,
  value,
  onChange,
  autoFocus = false,
}: {
  label: string;
  description?: string;
  choices: readonly Choice[];
  /** Id of the one that is chosen; empty: none yet. */
  value: string;
  onChange: (id: string) => void;
  /** It is what a dialog asks for first. */
  autoFocus?: boolean;
}) {
  return (
    <ComboBox
      label={label}
      {...(description === undefined ? {} : { description })}
      isRequired
      autoFocus={autoFocus}
      selectedKey={value === '' ? null : value}
      onSelectionChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      defaultItems={choices}
      styles={style({ width: 'full' })}
    >
      {({ id, name, description: more }) => (
        <ComboBoxItem id={id} textValue={name}>
          <Text slot="label">{name}</Text>
          {more !== undefined && more !== '' && <Text slot="description">{more}</Text>}
        </ComboBoxItem>
      )}
    </ComboBox>
  );
}
