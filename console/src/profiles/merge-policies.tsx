import { Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../ui/client-context.ts';
import { useMay } from '../ui/person.ts';
import { texts } from '../ui/texts.ts';

const t = texts({
  policy: ['Merge policy', 'Politique de fusion'],
  default: [(name: string) => `${name} (default)`, (name: string) => `${name} (par défaut)`],
  usual: ['Default', 'Par défaut'],
});

interface MergePolicy {
  readonly id: string;
  readonly name: string;
  readonly default: boolean;
}

/** What stands for the default policy, whichever that is. */
export const DEFAULT_POLICY = '';

const ID_OF_DEFAULT = 'default';

/** The choice of a merge policy; the empty id is the default one. Who may not list them sees only that. */
export function MergePolicyPicker({
  value,
  onChange,
  labelPosition = 'top',
}: {
  value: string;
  onChange: (id: string) => void;
  labelPosition?: 'top' | 'side';
}) {
  const client = useClient();
  const may = useMay('view-merge-policies', 'manage-merge-policies');
  const { data } = useQuery({
    queryKey: ['merge-policies'],
    enabled: may,
    staleTime: 60_000,
    queryFn: async () =>
      ((await client.call('listMergePolicies', {})) as { readonly children: readonly MergePolicy[] }).children,
  });
  const usual = data?.find((policy) => policy.default);
  const others = data?.filter((policy) => !policy.default) ?? [];
  return (
    <Picker
      label={t('policy')}
      labelPosition={labelPosition}
      styles={style({ width: { labelPosition: { top: 288, side: 432 } }, maxWidth: 'full' })({ labelPosition })}
      selectedKey={value === DEFAULT_POLICY ? ID_OF_DEFAULT : value}
      onSelectionChange={(id) => onChange(id === ID_OF_DEFAULT ? DEFAULT_POLICY : String(id))}
    >
      {[
        { id: ID_OF_DEFAULT, name: usual === undefined ? t('usual') : t('default', usual.name) },
        ...others.map(({ id, name }) => ({ id, name })),
      ].map(({ id, name }) => (
        <PickerItem key={id} id={id} textValue={name}>
          {name}
        </PickerItem>
      ))}
    </Picker>
  );
}
