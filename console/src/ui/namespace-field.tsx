import { ComboBox, ComboBoxItem, Text } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useClient } from './client-context.ts';
import { t } from './messages.ts';
import { namespaceInWords } from './namespace-names.ts';
import { useMay } from './person.ts';

/** Identity namespaces of the organisation; none for those who may not list them. */
export function useNamespaces() {
  const client = useClient();
  const may = useMay('view-identity-namespaces', 'manage-identity-namespaces');
  return useQuery({
    queryKey: ['namespaces'],
    enabled: may,
    staleTime: 60_000,
    queryFn: async () => (await client.call('listNamespaces', {})).map(namespaceInWords),
  });
}

/** What namespaces are called, by their codes in any case; the code where that is not known. */
export function useNamespaceName(): (code: string) => string {
  const { data = [] } = useNamespaces();
  return (code) => data.find((one) => one.code.toLowerCase() === code.toLowerCase())?.name ?? code;
}

/** The code of a namespace: chosen from those there are, or typed by somebody who may not list them. */
export function NamespaceField({
  value,
  onChange,
  autoFocus = false,
}: {
  value: string;
  onChange: (code: string) => void;
  /** It is what a dialog asks for first. Its list stays closed until something is typed, so that the dialog is read. */
  autoFocus?: boolean;
}) {
  const { data = [] } = useNamespaces();
  return (
    <ComboBox
      label={t('namespace')}
      styles={style({ width: 240, maxWidth: 'full' })}
      allowsCustomValue
      isRequired
      menuTrigger={autoFocus ? 'input' : 'focus'}
      autoFocus={autoFocus}
      inputValue={value}
      onInputChange={onChange}
      defaultItems={data}
    >
      {({ code, name }) => (
        <ComboBoxItem id={code} textValue={code}>
          <Text slot="label">{code}</Text>
          {name !== code && <Text slot="description">{name}</Text>}
        </ComboBoxItem>
      )}
    </ComboBox>
  );
}
