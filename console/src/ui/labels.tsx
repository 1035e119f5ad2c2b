import { Button, ComboBox, ComboBoxItem, Text } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useClient } from './client-context.ts';
import { FormDialog } from './form-dialog.tsx';
import { coreLabelInWords, ownCategory } from './label-names.ts';
import { t as shared } from './messages.ts';
import { useOnce } from './once.ts';
import { RowAction } from './row-action.tsx';
import { RowsTable } from './rows-table.tsx';
import { texts } from './texts.ts';

const t = texts({
  noLabels: ['No labels yet. Add the first above.', 'Aucune étiquette pour l’instant. Ajoutez la première ci-dessus.'],
  noLabelsReader: [
    'No labels. Who may change this can add them.',
    'Aucune étiquette. Qui peut le modifier peut en ajouter.',
  ],
  labels: ['Labels', 'Étiquettes'],
  label: ['Label', 'Étiquette'],
  form: ['core/ or custom/ and a name, as in core/S1', 'core/ ou custom/ suivi d’un nom, par exemple core/S1'],
  add: ['Add label', 'Ajouter une étiquette'],
  addAction: ['Add', 'Ajouter'],
  remove: ['Remove', 'Retirer'],
});

/** A label that fields, audiences and roles can carry. */
export interface Label {
  /** As it is carried: `core/S1`, `custom/VIP`. */
  readonly label: string;
  readonly name: string;
  readonly friendlyName: string;
  readonly description: string;
  readonly category: string;
  /** Made by the organisation itself. */
  readonly isCustom: boolean;
}

const FORM = /^(core|custom)\/[A-Za-z0-9._-]{1,64}$/;

/** All labels: the organisation's own, then those every one has. `isAsked`: from when on they are needed. */
export function useLabels(isAsked = true) {
  const client = useClient();
  return useQuery({
    queryKey: ['labels'],
    enabled: isAsked,
    queryFn: async (): Promise<readonly Label[]> => {
      const [core, custom] = await Promise.all([
        client.call('listCoreLabels', {}),
        client.call('listCustomLabels', {}),
      ]);
      return [
        ...custom.children.map((one) => ({
          ...one,
          label: `custom/${one.name}`,
          category: ownCategory(one.category),
          isCustom: true,
        })),
        ...core.children.map(coreLabelInWords).map((one) => ({ ...one, label: `core/${one.name}`, isCustom: false })),
      ];
    },
  });
}

/** The labels something carries; whoever may, gives and takes them. */
export function CarriedLabels({
  carried,
  mayChange,
  onAdd,
  onRemove,
}: {
  carried: readonly string[];
  mayChange: boolean;
  onAdd: (label: string) => Promise<unknown>;
  onRemove: (label: string) => Promise<unknown>;
}) {
  const known = useLabels().data ?? [];
  // What is written is often the whole list: a second change that began before the first is shown would take it back.
  const once = useOnce();
  const remove = {
    key: 'remove',
    title: t('remove'),
    cell: (label: string) => (
      <RowAction verb={t('remove')} name={`${t('remove')} ${label}`} act={() => onRemove(label)} once={once} />
    ),
  };
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', alignItems: 'start', gap: 16 })}>
      {mayChange && (
        <AddLabel
          labels={known.filter(({ label }) => !carried.includes(label))}
          isPending={once.isPending}
          onAdd={onAdd}
        />
      )}
      <RowsTable
        label={t('labels')}
        rows={carried}
        empty={t(mayChange ? 'noLabels' : 'noLabelsReader')}
        id={(label) => label}
        columns={[
          { key: 'label', title: t('label'), cell: (label) => label },
          {
            key: 'name',
            title: shared('name'),
            cell: (label) => known.find((one) => one.label === label)?.friendlyName ?? '',
            share: 2,
          },
          ...(mayChange ? [remove] : []),
        ]}
      />
    </div>
  );
}

/** A label that is there, or any other in the right form: what carries it may come later. */
function AddLabel({
  labels,
  isPending,
  onAdd,
}: {
  labels: readonly Label[];
  isPending: boolean;
  onAdd: (label: string) => Promise<unknown>;
}) {
  return (
    <FormDialog
      button={
        <Button variant="secondary" isPending={isPending}>
          {t('add')}
        </Button>
      }
      title={t('add')}
      submit={t('addAction')}
      onSubmit={({ label = '' }) => onAdd(label)}
    >
      <ComboBox
        name="label"
        label={t('label')}
        description={t('form')}
        allowsCustomValue
        formValue="text"
        validate={({ inputValue }) => FORM.test(inputValue) || t('form')}
        isRequired
        autoFocus
        defaultItems={labels}
      >
        {({ label, friendlyName }) => (
          <ComboBoxItem id={label} textValue={label}>
            <Text slot="label">{label}</Text>
            <Text slot="description">{friendlyName}</Text>
          </ComboBoxItem>
        )}
      </ComboBox>
    </FormDialog>
  );
}
