import { useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { SCHEMAS } from '../../ui/schemas.ts';
import type { NewGroup } from '../own-fields/add-own-field.tsx';
import { declaring } from '../own-fields/declarations.ts';
import type { ExtendedGroup } from '../own-fields/extend-object.tsx';
import { nodeOf } from '../own-fields/field-form.ts';
import { groupDocument } from '../own-fields/group-document.ts';
import { t } from '../own-fields/texts.ts';
import type { WholeSchema } from '../schemas.ts';
import { extensionOf } from './schema-groups.ts';

/**
 * A field group of the organisation's own for one schema, or one that extends a standard group and takes its place there. When
 * the schema does not take it, it is not kept.
 */
export function useNewGroup(schema: WholeSchema): (extended?: ExtendedGroup) => NewGroup {
  const { altId, title, class: classId } = schema;
  const client = useClient();
  const cache = useQueryClient();
  return (extended) => ({
    title: extended === undefined ? t('fieldsOf', title) : t('extendedTitle', extended.title),
    async create(groupTitle, path, form) {
      const fields = declaring(path, nodeOf(form), form.isRequired);
      const body = groupDocument(groupTitle, extended?.extends ?? [classId], fields, extended?.id);
      const { $id } = await client.call('createFieldGroup', { body });
      try {
        const operations =
          extended === undefined
            ? [{ op: 'add', path: '/allOf/-', value: { $ref: $id, type: 'object' } }]
            : [...extensionOf(schema, extended, $id, path)];
        await client.call('patchSchema', { path: { resourceId: altId }, body: operations });
      } catch (error) {
        await client.call('deleteFieldGroup', { path: { resourceId: $id } });
        throw error;
      }
      await cache.invalidateQueries({ queryKey: [SCHEMAS] });
    },
  });
}
