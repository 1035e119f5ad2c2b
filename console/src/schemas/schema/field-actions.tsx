import { Button, Checkbox } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { useConfirm } from '../../ui/confirm.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { NamespaceField } from '../../ui/namespace-field.tsx';
import { notifyFailed } from '../../ui/notify.ts';
import type { FieldNode } from '../field-nodes.ts';
import type { WholeSchema } from '../schemas.ts';
import { descriptorOf, useDescriptors } from './descriptors.ts';
import { own } from './texts.ts';

interface FieldProps {
  readonly schema: WholeSchema;
  readonly field: FieldNode;
}

/** What can still be said of a field: that it identifies, that it is no longer to be used. */
export function FieldActions({ schema, field }: FieldProps) {
  // An identity is a text that lies in no list and no map.
  const identifies = field.node['meta:xdmType'] === 'string' && !/\[\]|\{\}/.test(field.path);
  return (
    <div className={style({ display: 'flex', flexWrap: 'wrap', gap: 8 })}>
      {identifies && <IdentityAction schema={schema} field={field} />}
      <DeprecateAction schema={schema} field={field} />
    </div>
  );
}

function IdentityAction({ schema, field: { path } }: FieldProps) {
  const { remove } = useDescriptors(schema);
  const confirm = useConfirm();
  const descriptor = descriptorOf(schema, 'xdm:descriptorIdentity', path);
  if (descriptor === undefined) return <AddIdentity schema={schema} path={path} />;
  const ask = async () => {
    const question = { title: own('removeIdentityTitle', path), consequence: own('removeIdentityHint') };
    if (await confirm({ ...question, confirm: own('removeIdentity'), destructive: true }))
      await remove(descriptor).catch(notifyFailed);
  };
  return (
    <Button variant="secondary" size="S" onPress={() => void ask()}>
      {own('removeIdentity')}
    </Button>
  );
}

function AddIdentity({ schema, path }: { schema: WholeSchema; path: string }) {
  const { identify } = useDescriptors(schema);
  const [namespace, setNamespace] = useState('');
  const [primary, setPrimary] = useState(false);
  return (
    <FormDialog
      button={
        <Button variant="secondary" size="S">
          {own('addIdentity')}
        </Button>
      }
      title={own('addIdentityTo', path)}
      submit={own('addIdentity')}
      onSubmit={() => identify(path, { namespace: namespace.trim(), primary })}
    >
      <NamespaceField value={namespace} onChange={setNamespace} />
      <Checkbox isSelected={primary} onChange={setPrimary}>
        {own('primaryIdentity')}
      </Checkbox>
    </FormDialog>
  );
}

/** A field deprecated where it is declared stays so; what was said in this schema can be taken back. */
function DeprecateAction({ schema, field: { path, deprecated } }: FieldProps) {
  const { deprecate, remove } = useDescriptors(schema);
  const confirm = useConfirm();
  const descriptor = descriptorOf(schema, 'xdm:descriptorDeprecated', path);
  if (deprecated && descriptor === undefined) return null;
  const ask = async () => {
    const question = { title: own('deprecateTitle', path), consequence: own('deprecateHint') };
    if (await confirm({ ...question, confirm: own('deprecate') })) await deprecate(path).catch(notifyFailed);
  };
  return (
    <Button
      variant="secondary"
      size="S"
      onPress={() => void (descriptor === undefined ? ask() : remove(descriptor).catch(notifyFailed))}
    >
      {own(descriptor === undefined ? 'deprecate' : 'undeprecate')}
    </Button>
  );
}
