import { Button, ComboBox, ComboBoxItem, Radio, RadioGroup, TextArea, TextField } from '@react-spectrum/s2';
import { to } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { type Entered, FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/messages.ts';
import { useClasses } from '../library.ts';
import { own } from './texts.ts';

const RECORD = 'https://ns.adobe.com/xdm/data/record';
const TIME_SERIES = 'https://ns.adobe.com/xdm/data/time-series';

function named({ title = '', description = '' }: Entered) {
  return { type: 'object', title: title.trim(), description: description.trim() };
}

/** Makes a class without fields of its own; they are added on its page. */
export function CreateClass() {
  const client = useClient();
  const { attempt } = useChange(
    (entered: Entered) =>
      client.call('createClass', { body: { ...named(entered), allOf: [{ $ref: entered.behavior ?? RECORD }] } }),
    ({ title = '' }) => own('made', title.trim()),
    (made) => to`/schemas/classes/${made['meta:altId']}`,
  );
  return (
    <FormDialog
      button={<Button variant="secondary">{own('createClass')}</Button>}
      title={own('createClass')}
      submit={own('create')}
      onSubmit={attempt}
    >
      <Names />
      <RadioGroup name="behavior" label={own('behavior')} defaultValue={RECORD}>
        <Radio value={RECORD}>{own('record')}</Radio>
        <Radio value={TIME_SERIES}>{own('timeSeries')}</Radio>
      </RadioGroup>
    </FormDialog>
  );
}

/** Makes a data type without fields; they are added on its page. */
export function CreateDataType() {
  const client = useClient();
  const { attempt } = useChange(
    (entered: Entered) => client.call('createDataType', { body: { ...named(entered), properties: {} } }),
    ({ title = '' }) => own('made', title.trim()),
    (made) => to`/schemas/data-types/${made['meta:altId']}`,
  );
  return (
    <FormDialog
      button={<Button variant="secondary">{own('createDataType')}</Button>}
      title={own('createDataType')}
      submit={own('create')}
      onSubmit={attempt}
    >
      <Names />
    </FormDialog>
  );
}

/** Makes a field group without fields for a class; they are added on its page. */
export function CreateFieldGroup() {
  const client = useClient();
  const classes = useClasses();
  const { attempt } = useChange(
    (entered: Entered) =>
      client.call('createFieldGroup', {
        body: {
          ...named(entered),
          'meta:intendedToExtend': [entered.class],
          definitions: { customFields: { type: 'object', properties: {} } },
          allOf: [{ $ref: '#/definitions/customFields', type: 'object' }],
        },
      }),
    ({ title = '' }) => own('made', title.trim()),
    (made) => to`/schemas/field-groups/${made['meta:altId']}`,
  );
  return (
    <FormDialog
      button={<Button variant="secondary">{own('createFieldGroup')}</Button>}
      title={own('createFieldGroup')}
      submit={own('create')}
      onSubmit={attempt}
    >
      <Names />
      <ComboBox name="class" label={t('class')} isRequired menuTrigger="focus" defaultItems={classes.data ?? []}>
        {({ id, title }) => <ComboBoxItem id={id}>{title}</ComboBoxItem>}
      </ComboBox>
    </FormDialog>
  );
}

function Names() {
  return (
    <>
      <TextField name="title" label={own('displayName')} isRequired autoFocus />
      <TextArea name="description" label={t('description')} />
    </>
  );
}
