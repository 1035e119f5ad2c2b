import { TextArea, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import type { FieldNode } from '../field-nodes.ts';
import { namedValues, valueLines } from '../own-fields/field-form.ts';
import { t as fieldTexts } from '../own-fields/texts.ts';
import { SmallAction, SmallButton } from '../small-button.tsx';
import type { FieldChanges } from './field-changes.ts';
import { own } from './texts.ts';

interface DisplayProps {
  readonly changes: Pick<FieldChanges, 'display'>;
  readonly field: FieldNode;
}

/** Calls a standard field otherwise in one schema, suggests more values for it, and takes that back. */
export function DisplayActions({ changes, field }: DisplayProps) {
  const question = { title: own('resetTitle', field.path), consequence: own('resetHint'), destructive: true };
  return (
    <>
      <EditNames changes={changes} field={field} />
      {field.display !== undefined && (
        <SmallAction verb={own('resetNames')} question={question} act={() => changes.display(field.path, undefined)} />
      )}
    </>
  );
}

/** Values can be suggested for texts; an enum of the library has all it can have. */
function takesValues({ node }: FieldNode): boolean {
  const { enum: only, 'meta:xdmType': type } = node.items ?? node;
  return type === 'string' && only === undefined;
}

function EditNames({ changes, field }: DisplayProps) {
  const { path, display } = field;
  const lines = valueLines(display?.values ?? {});
  return (
    <FormDialog
      button={<SmallButton>{own('editNames')}</SmallButton>}
      title={own('namesOf', path)}
      submit={own('save')}
      onSubmit={({ title = '', description = '', values = lines }) =>
        changes.display(path, {
          title: title.trim(),
          description: description.trim(),
          values: Object.fromEntries(namedValues(values)),
        })
      }
    >
      <p className={style({ font: 'body', margin: 0 })}>{own('namesHint')}</p>
      <TextField name="title" label={own('displayName')} defaultValue={display?.title ?? ''} autoFocus />
      <TextArea name="description" label={shared('description')} defaultValue={display?.description ?? ''} />
      {takesValues(field) && (
        <TextArea name="values" label={own('moreValues')} description={fieldTexts('valuesHint')} defaultValue={lines} />
      )}
    </FormDialog>
  );
}
