import { TextField } from '@react-spectrum/s2';
import { useState } from 'react';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSchemas } from '../../ui/schemas.ts';
import type { FieldNode } from '../field-nodes.ts';
import { usePrimaryNamespaces } from '../schemas.ts';
import { SmallAction, SmallButton } from '../small-button.tsx';
import type { FieldChanges } from './field-changes.ts';
import { own } from './texts.ts';

interface RelationshipProps {
  readonly changes: Pick<FieldChanges, 'relate' | 'unrelate'>;
  /** `$id` of the schema the field is of; empty while it is being made. */
  readonly schemaId: string;
  readonly field: FieldNode;
}

/** Can the field name a record of another schema: a text, or a list of them, that is not what the record itself is known by? */
export function canRelate({ node, identity }: FieldNode): boolean {
  return (node.items ?? node)['meta:xdmType'] === 'string' && identity?.primary !== true;
}

/** Says that the values of a field are those another schema's records are known by; changes that, and takes it back. */
export function RelationshipActions({ changes, schemaId, field }: RelationshipProps) {
  const question = {
    title: own('deleteRelationshipTitle', field.path),
    consequence: own('deleteRelationshipHint'),
    destructive: true,
  };
  return (
    <>
      <EditRelationship changes={changes} schemaId={schemaId} field={field} />
      {field.relationship !== undefined && (
        <SmallAction verb={own('deleteRelationship')} question={question} act={() => changes.unrelate(field.path)} />
      )}
    </>
  );
}

function EditRelationship({ changes, schemaId: sourceId, field: { path, relationship } }: RelationshipProps) {
  const [chosen, choose] = useState<string>();
  // Going from field to field asks for nothing that only the dialog shows.
  const [isOpened, setOpened] = useState(false);
  const schemas = useSchemas(isOpened).data ?? [];
  const namespaces = usePrimaryNamespaces(isOpened).data ?? new Map<string, string>();
  const schemaId = chosen ?? relationship?.schemaId;
  const namespace = namespaces.get(schemaId ?? '') ?? '';
  const references = schemas.filter(({ id, adhoc }) => id !== sourceId && !adhoc && namespaces.has(id));
  const open = () => {
    choose(undefined);
    setOpened(true);
  };
  const verb = own(relationship === undefined ? 'addRelationship' : 'editRelationship');
  return (
    <FormDialog
      button={<SmallButton onPress={open}>{verb}</SmallButton>}
      title={own('relationshipOf', path)}
      submit={own('save')}
      onSubmit={() => changes.relate(path, { schemaId: schemaId!, namespace })}
    >
      <ChoiceField
        label={own('referenceSchema')}
        description={references.length === 0 ? own('noReference') : own('referenceHint')}
        choices={references.map(({ id, title, description }) => ({ id, name: title, description }))}
        value={schemaId ?? ''}
        onChange={choose}
        autoFocus
      />
      <TextField label={own('referenceNamespace')} isReadOnly value={namespace} />
    </FormDialog>
  );
}
