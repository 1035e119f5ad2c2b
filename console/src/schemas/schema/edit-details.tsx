import { Button, TextArea, TextField } from '@react-spectrum/s2';
import { useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/messages.ts';
import { SCHEMAS, type Schema } from '../../ui/schemas.ts';
import { own } from './texts.ts';

/** Gives the schema another name and description; its fields stay as they are. */
export function EditDetails({ schema: { altId, title, description } }: { schema: Schema }) {
  const client = useClient();
  const cache = useQueryClient();
  const save = async (entered: Readonly<Record<string, string>>) => {
    const replaced = (['title', 'description'] as const).map((name) => ({
      op: 'replace',
      path: `/${name}`,
      value: entered[name]!.trim(),
    }));
    await client.call('patchSchema', { path: { resourceId: altId }, body: replaced });
    await cache.invalidateQueries({ queryKey: [SCHEMAS] });
  };
  return (
    <FormDialog
      button={<Button variant="secondary">{own('edit')}</Button>}
      title={own('schemaProperties')}
      submit={own('save')}
      onSubmit={save}
    >
      <TextField name="title" label={own('displayName')} isRequired autoFocus defaultValue={title} />
      <TextArea name="description" label={t('description')} defaultValue={description} />
    </FormDialog>
  );
}
