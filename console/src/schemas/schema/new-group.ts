import { useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { SCHEMAS } from '../../ui/schemas.ts';
import type { NewGroup } from '../own-fields/add-own-field.tsx';
import { declaring } from '../own-fields/declarations.ts';
import { nodeOf } from '../own-fields/field-form.ts';
import { t } from '../own-fields/texts.ts';
import type { WholeSchema } from '../schemas.ts';
import { type ExtendedGroup, extensionOf } from './schema-groups.ts';
import { own } from './texts.ts';

/**
 * A field group of the organisation's own for one schema, or one that extends a standard group and takes its place there. When
 * the schema does not take it, it is not kept.
 */
export function useNewGroup(schema: WholeSchema, extended?: ExtendedGroup): NewGroup {
  const { altId, title, class: classId } = schema;
  const client = useClient();
  const cache = useQueryClient();
  return {
    title: extended === undefined ? own('fieldsOf', title) : t('extendedTitle', extended.title),
    async create(groupTitle, path, form) {
      const group = {
        type: 'object',
        title: groupTitle,
        'meta:intendedToExtend': extended?.extends ?? [classId],
        definitions: { customFields: declaring(path, nodeOf(form), form.isRequired) },
        // What the library says of its objects comes first, so it stands.
        allOf: [
          ...(extended === undefined ? [] : [{ $ref: extended.id, type: 'object' }]),
          { $ref: '#/definitions/customFields', type: 'object' },
        ],
      };
      const { $id } = await client.call('createFieldGroup', { body: group });
      try {
        const body =
          extended === undefined
            ? [{ op: 'add', path: '/allOf/-', value: { $ref: $id, type: 'object' } }]
            : [...extensionOf(schema, extended, $id, path)];
        await client.call('patchSchema', { path: { resourceId: altId }, body });
      } catch (error) {
        await client.call('deleteFieldGroup', { path: { resourceId: $id } });
        throw error;
      }
      await cache.invalidateQueries({ queryKey: [SCHEMAS] });
    },
  };
}
