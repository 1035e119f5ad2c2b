import { ActionButton, Button, TextArea, TextField } from '@react-spectrum/s2';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { type Label, useLabels } from '../../ui/labels.tsx';
import { t as shared } from '../../ui/messages.ts';
import { useMay } from '../../ui/person.ts';
import { AccessList } from '../access-list.tsx';
import { t as access } from '../texts.ts';
import { t } from './texts.ts';

/** As the platform takes them. */
const NAME = /^[A-Za-z0-9._-]{1,64}$/;

/** Labels that fields, audiences and roles can carry: those every organisation has, and its own. */
export function Labels() {
  const mayMake = useMay('apply-data-usage-labels');
  const edit = {
    key: 'actions',
    title: access('edit'),
    cell: (label: Label) => (label.isCustom ? <EditLabel label={label} /> : null),
  };
  return (
    <AccessList
      label={access('labels')}
      hint={t('hint')}
      create={mayMake && <CreateLabel />}
      query={useLabels()}
      textsOf={({ label, friendlyName, description }) => [label, friendlyName, description]}
      id={({ label }) => label}
      columns={[
        { key: 'label', title: t('label'), cell: ({ label }) => label },
        { key: 'name', title: t('friendlyName'), cell: ({ friendlyName }) => friendlyName, share: 1.8 },
        { key: 'description', title: shared('description'), cell: ({ description }) => description, share: 4 },
        { key: 'category', title: t('category'), cell: ({ category }) => category },
        ...(mayMake ? [edit] : []),
      ]}
    />
  );
}

/** Makes a label, or changes the one of this name. */
function usePutLabel(done: (name: string) => string) {
  const client = useClient();
  return useChange(
    ({ name = '', friendlyName = '', description = '' }: Readonly<Record<string, string>>) =>
      client.call('replaceCustomLabel', { path: { name }, body: { friendlyName, description } }),
    ({ friendlyName = '' }) => done(friendlyName),
  );
}

function CreateLabel() {
  const taken = new Set(useLabels().data?.map(({ name }) => name));
  const put = usePutLabel((name) => t('created', name));
  const fault = (name: string) => (taken.has(name) ? t('taken') : NAME.test(name) || t('nameForm'));
  return (
    <FormDialog
      button={<Button variant="accent">{t('create')}</Button>}
      title={t('create')}
      submit={t('create')}
      onSubmit={(entered) => put.attempt(entered)}
    >
      <TextField name="name" label={shared('name')} description={t('nameForm')} validate={fault} isRequired autoFocus />
      <TextField name="friendlyName" label={t('friendlyName')} isRequired />
      <TextArea name="description" label={shared('description')} />
    </FormDialog>
  );
}

function EditLabel({ label: { name, friendlyName, description } }: { label: Label }) {
  const put = usePutLabel((changed) => t('changed', changed));
  return (
    <FormDialog
      button={
        <ActionButton size="S" isQuiet aria-label={t('edit', name)}>
          {access('edit')}
        </ActionButton>
      }
      title={t('edit', name)}
      submit={access('save')}
      onSubmit={(entered) => put.attempt({ ...entered, name })}
    >
      <TextField name="friendlyName" label={t('friendlyName')} defaultValue={friendlyName} isRequired autoFocus />
      <TextArea name="description" label={shared('description')} defaultValue={description} />
    </FormDialog>
  );
}
