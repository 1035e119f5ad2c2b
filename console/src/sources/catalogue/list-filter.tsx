import { Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useSearchState } from '../../ui/address.ts';
import { byName } from '../../ui/texts.ts';
import { t } from './texts.ts';

/** Key of the choice that leaves nothing out; an address names none then. */
const ALL = 'all';

/** Narrows a list by one of a few values, which is in the address under `name`. */
export function ListFilter({
  name,
  label,
  options,
}: {
  name: string;
  label: string;
  /** Values with what they are called. */
  options: readonly (readonly [value: string, text: string])[];
}) {
  const [chosen, choose] = useSearchState(name);
  return (
    <Picker
      label={label}
      labelPosition="side"
      selectedKey={chosen === '' ? ALL : chosen}
      onSelectionChange={(key) => choose(key === ALL ? '' : String(key))}
      styles={style({ width: 240, maxWidth: 'full' })}
    >
      {[[ALL, t('all')] as const, ...options].map(([value, text]) => (
        <PickerItem key={value} id={value}>
          {text}
        </PickerItem>
      ))}
    </Picker>
  );
}

/** The values of the parameter `source` that can be chosen: the kinds of sources that are in a list, by title. */
export function sourceOptions(
  sources: readonly { readonly id: string; readonly title: string }[] | undefined,
  used: readonly (string | undefined)[],
): readonly (readonly [string, string])[] {
  const wanted = new Set(used);
  return (sources ?? [])
    .filter(({ id }) => wanted.has(id))
    .map(({ id, title }) => [id, title] as const)
    .toSorted(([, a], [, b]) => byName(a, b));
}
