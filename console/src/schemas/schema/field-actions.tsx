import { Checkbox } from '@react-spectrum/s2';
import { useState } from 'react';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { NamespaceField } from '../../ui/namespace-field.tsx';
import { useMay } from '../../ui/person.ts';
import { DeprecateAction } from '../field-marks/deprecate-action.tsx';
import { DisplayActions } from '../field-marks/display-actions.tsx';
import { EditLabels } from '../field-marks/edit-labels.tsx';
import { canRelate, RelationshipActions } from '../field-marks/relationship.tsx';
import type { FieldNode } from '../field-nodes.ts';
import { ConvertToDataType, canConvert } from '../own-fields/convert-to-data-type.tsx';
import { DeleteOwnField, DeprecateOwnField, EditOwnField } from '../own-fields/own-field-actions.tsx';
import type { OwnField } from '../own-fields/own-parts.ts';
import type { WholeSchema } from '../schemas.ts';
import { SmallAction, SmallButton } from '../small-button.tsx';
import { descriptorOf, useDescriptors } from './descriptors.ts';
import { RemoveField } from './remove-field.tsx';
import { own } from './texts.ts';

interface FieldProps {
  readonly schema: WholeSchema;
  readonly field: FieldNode;
}

/** What can be said of a field: what it is, where it is the organisation's own; that it identifies; that it is not to be used any more. */
export function FieldActions({
  schema,
  field,
  own: ownField,
  root,
}: FieldProps & { own: OwnField | undefined; root: string }) {
  // An identity is a text that lies in no list and no map.
  const identifies = field.node['meta:xdmType'] === 'string' && !/\[\]|\{\}/.test(field.path);
  const mayManage = useMay('manage-schemas');
  const mayIdentify = useMay('manage-schemas', 'manage-identity-metadata');
  const mayRelate = useMay('manage-schemas', 'manage-relationships');
  const changes = useDescriptors(schema);
  const isStandard = !field.path.split('.').includes(root);
  const mine = mayManage ? ownField : undefined;
  return (
    <>
      {mine !== undefined && <EditOwnField field={field} own={mine} />}
      {mayIdentify && identifies && <IdentityAction schema={schema} field={field} />}
      {mayRelate && canRelate(field) && <RelationshipActions changes={changes} schemaId={schema.id} field={field} />}
      {mine !== undefined && canConvert(mine) && <ConvertToDataType field={field} own={mine} />}
      {/* What is in the object of the organisation has labels, not the object. */}
      {mayManage && field.path !== root && <EditLabels changes={changes} field={field} />}
      {mayManage && isStandard && <DisplayActions changes={changes} field={field} />}
      {mayManage && ownField === undefined && <DeprecateAction changes={changes} field={field} />}
      {mayManage && field.path !== root && <RemoveField schema={schema} field={field} />}
      {mine !== undefined && (
        <>
          <DeprecateOwnField field={field} own={mine} />
          <DeleteOwnField field={field} own={mine} />
        </>
      )}
    </>
  );
}

function IdentityAction({ schema, field: { path } }: FieldProps) {
  const { remove } = useDescriptors(schema);
  const descriptor = descriptorOf(schema, 'xdm:descriptorIdentity', path);
  if (descriptor === undefined) return <AddIdentity schema={schema} path={path} />;
  const question = {
    title: own('removeIdentityTitle', path),
    consequence: own('removeIdentityHint'),
    destructive: true,
  };
  return <SmallAction verb={own('removeIdentity')} question={question} act={() => remove(descriptor)} />;
}

function AddIdentity({ schema, path }: { schema: WholeSchema; path: string }) {
  const { identify } = useDescriptors(schema);
  const [namespace, setNamespace] = useState('');
  const [primary, setPrimary] = useState(false);
  return (
    <FormDialog
      button={<SmallButton>{own('addIdentity')}</SmallButton>}
      title={own('addIdentityTo', path)}
      submit={own('addIdentity')}
      onSubmit={() => identify(path, { namespace: namespace.trim(), primary })}
    >
      <NamespaceField value={namespace} onChange={setNamespace} autoFocus />
      <Checkbox isSelected={primary} onChange={setPrimary}>
        {own('primaryIdentity')}
      </Checkbox>
    </FormDialog>
  );
}
