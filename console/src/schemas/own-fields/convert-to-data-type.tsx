import { TextField } from '@react-spectrum/s2';
import { useClient } from '../../ui/client-context.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { FieldNode } from '../field-nodes.ts';
import { SmallButton } from '../small-button.tsx';
import { type OwnField, useChangePart } from './own-parts.ts';
import { t } from './texts.ts';

/** Can what is in the field be a data type: an object of its own, or a list of such? */
export function canConvert({ declaration: { node } }: OwnField): boolean {
  const inner = node.items ?? node;
  return inner.properties !== undefined && inner.allOf === undefined && inner.$ref === undefined;
}

/** Makes a data type of an object, which stays where it is and is of it from then on. Refused, there is no data type either. */
export function ConvertToDataType({ field: { name }, own }: { field: FieldNode; own: OwnField }) {
  const client = useClient();
  const changePart = useChangePart();
  const { part, declaration } = own;
  const { node, pointer } = declaration;
  const convert = async (title: string) => {
    const { properties, required, description } = node.items ?? node;
    const body = { type: 'object', title, description, properties, ...(required === undefined ? {} : { required }) };
    const { $id: $ref } = await client.call('createDataType', { body });
    const { properties: _, required: __, ...kept } = node;
    const value = node.items === undefined ? { ...kept, $ref } : { ...node, items: { $ref } };
    await changePart(part, [{ op: 'replace', path: pointer, value }]).catch(async (error) => {
      await client.call('deleteDataType', { path: { resourceId: $ref } });
      throw error;
    });
  };
  return (
    <FormDialog
      button={<SmallButton>{t('convert')}</SmallButton>}
      title={t('convert')}
      submit={t('convertDone')}
      onSubmit={({ title = '' }) => convert(title.trim())}
    >
      <TextField
        name="title"
        label={t('dataTypeTitle')}
        description={t('convertHint')}
        isRequired
        autoFocus
        defaultValue={node.title ?? name}
      />
    </FormDialog>
  );
}
