import { useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { SCHEMAS } from '../../ui/schemas.ts';
import type { NewGroup } from '../own-fields/add-own-field.tsx';
import { declaring } from '../own-fields/declarations.ts';
import { nodeOf } from '../own-fields/field-form.ts';
import type { WholeSchema } from '../schemas.ts';
import { own } from './texts.ts';

/** A field group of the organisation's own for one schema. When the schema does not take it, it is not kept. */
export function useNewGroup({ altId, title, class: classId }: WholeSchema): NewGroup {
  const client = useClient();
  const cache = useQueryClient();
  return {
    title: own('fieldsOf', title),
    async create(groupTitle, path, form) {
      const group = {
        type: 'object',
        title: groupTitle,
        'meta:intendedToExtend': [classId],
        definitions: { customFields: declaring(path, nodeOf(form), form.isRequired) },
        allOf: [{ $ref: '#/definitions/customFields', type: 'object' }],
      };
      const { $id } = await client.call('createFieldGroup', { body: group });
      try {
        const body = [{ op: 'add', path: '/allOf/-', value: { $ref: $id, type: 'object' } }];
        await client.call('patchSchema', { path: { resourceId: altId }, body });
      } catch (error) {
        await client.call('deleteFieldGroup', { path: { resourceId: $id } });
        throw error;
      }
      await cache.invalidateQueries({ queryKey: [SCHEMAS] });
    },
  };
}
