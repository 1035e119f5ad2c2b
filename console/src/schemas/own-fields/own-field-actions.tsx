import { Button } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useConfirm } from '../../ui/confirm.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { notifyFailed } from '../../ui/notify.ts';
import type { FieldNode } from '../field-nodes.ts';
import { changeOf, removalOf } from './declarations.ts';
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
      button={
        <Button variant="secondary" size="S">
          {t('editField')}
        </Button>
      }
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
      button={
        <Button variant="secondary" size="S">
          {t('deleteField')}
        </Button>
      }
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
  const confirm = useConfirm();
  const { part, declaration } = own;
  const place = `${declaration.pointer}/meta:status`;
  const isDeprecated = declaration.node['meta:status'] === 'deprecated';
  const change = async () => {
    const question = { title: t('deprecateTitle', path), consequence: t('deprecateHint'), confirm: t('deprecate') };
    if (isDeprecated) await changePart(part, [{ op: 'remove', path: place }]);
    else if (await confirm(question)) await changePart(part, [{ op: 'add', path: place, value: 'deprecated' }]);
  };
  return (
    <Button variant="secondary" size="S" onPress={() => void change().catch(notifyFailed)}>
      {t(isDeprecated ? 'undeprecate' : 'deprecate')}
    </Button>
  );
}
