import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { FormDialog } from '../../ui/form-dialog.tsx';
import { DeprecateButton } from '../field-marks/deprecate-action.tsx';
import type { FieldNode } from '../field-nodes.ts';
import { SmallButton } from '../small-button.tsx';
import { changeOf, type Operation, removalOf } from './declarations.ts';
import { FieldButton } from './field-dialog.tsx';
import { formOf, nodeOf, TYPE_NAMES } from './field-form.ts';
import { type OwnField, useChangePart } from './own-parts.ts';
import { t } from './texts.ts';
import { UsedBy } from './used-by.tsx';

/** Changes a field of the organisation's own where it is declared: the platform says what its data would not survive. */
export function EditOwnField({ field: { name }, own }: { field: FieldNode; own: OwnField }) {
  const changePart = useChangePart();
  const { part, declaration } = own;
  const form = formOf(name, declaration.node, declaration.isRequired);
  const isObject = form.type === 'Object';
  return (
    <FieldButton
      button={<SmallButton>{t('editField')}</SmallButton>}
      field={form}
      types={TYPE_NAMES.filter((type) => isObject || type !== 'Object')}
      hasFixedType={isObject}
      where={<UsedBy part={part} />}
      isTaken={() => false}
      onApply={(entered) =>
        changePart(part, changeOf(part.document, declaration, nodeOf(entered, declaration.node), entered.isRequired))
      }
    />
  );
}

/** Takes a field of the organisation's own away, as long as no data has it. */
export function DeleteOwnField({ field: { path }, own: { part, declaration } }: { field: FieldNode; own: OwnField }) {
  const changePart = useChangePart();
  return (
    <FormDialog
      button={<SmallButton>{t('deleteField')}</SmallButton>}
      title={t('deleteFieldTitle', path)}
      submit={t('deleteField')}
      destructive
      onSubmit={() => changePart(part, removalOf(part.document, declaration))}
    >
      <p className={style({ font: 'body', margin: 0 })}>{t('deleteFieldHint')}</p>
      <UsedBy part={part} />
    </FormDialog>
  );
}

/** Marks a field of the organisation's own as not to be used any more, where it is declared, or takes that back. */
export function DeprecateOwnField({ field: { path }, own }: { field: FieldNode; own: OwnField }) {
  const changePart = useChangePart();
  const { part, declaration } = own;
  const place = `${declaration.pointer}/meta:status`;
  const isDeprecated = declaration.node['meta:status'] === 'deprecated';
  const operation: Operation = isDeprecated
    ? { op: 'remove', path: place }
    : { op: 'add', path: place, value: 'deprecated' };
  return <DeprecateButton path={path} isDeprecated={isDeprecated} act={() => changePart(part, [operation])} />;
}
