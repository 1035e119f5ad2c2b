import { useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { SCHEMAS } from '../../ui/schemas.ts';
import type { Identity } from '../field-nodes.ts';
import type { WholeSchema } from '../schemas.ts';

type Kind = 'xdm:descriptorIdentity' | 'xdm:descriptorDeprecated';

type Descriptor = Readonly<Record<string, unknown>>;

/** The place of a field as descriptors name it, without the signs of lists and maps. */
export function pointerOf(path: string): string {
  return `/${path.replaceAll(/\[\]|\{\}/g, '').replaceAll('.', '/')}`;
}

/** Id of the descriptor that says this of the field; undefined when none does. */
export function descriptorOf({ document }: WholeSchema, kind: Kind, path: string): string | undefined {
  const descriptors = (document['meta:descriptors'] ?? []) as readonly Descriptor[];
  const found = descriptors.find(
    (one) => one['@type'] === kind && [one['xdm:sourceProperty']].flat().includes(pointerOf(path)),
  );
  return found === undefined ? undefined : String(found['@id']);
}

/** Says something of a field of the schema, or takes it back; the page shows it when it is done. */
export function useDescriptors(schema: WholeSchema) {
  const client = useClient();
  const cache = useQueryClient();
  const shown = () => cache.invalidateQueries({ queryKey: [SCHEMAS] });
  const create = async (kind: Kind, path: string, more: Descriptor) => {
    const body = {
      '@type': kind,
      'xdm:sourceSchema': schema.id,
      'xdm:sourceVersion': 1,
      'xdm:sourceProperty': pointerOf(path),
      ...more,
    };
    await client.call('createDescriptor', { body });
    await shown();
  };
  return {
    identify: (path: string, { namespace, primary }: Identity) =>
      create('xdm:descriptorIdentity', path, {
        'xdm:namespace': namespace,
        'xdm:property': 'xdm:code',
        'xdm:isPrimary': primary,
      }),
    deprecate: (path: string) => create('xdm:descriptorDeprecated', path, {}),
    async remove(descriptorId: string) {
      await client.call('deleteDescriptor', { path: { descriptorId } });
      await shown();
    },
  };
}
