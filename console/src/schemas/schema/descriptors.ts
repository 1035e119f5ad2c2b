import { useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { SCHEMAS } from '../../ui/schemas.ts';
import type { Identity, Relationship } from '../field-nodes.ts';
import { type Descriptor, pathsOf, textsIn } from '../marks.ts';
import type { WholeSchema } from '../schemas.ts';

type Kind =
  | 'xdm:descriptorIdentity'
  | 'xdm:descriptorDeprecated'
  | 'xdm:descriptorLabel'
  | 'xdm:descriptorOneToOne'
  | 'xdm:descriptorReferenceIdentity';

/** In the place of the path of a field: the schema as a whole. */
export const WHOLE = '';

/** The place of a field as descriptors name it, without the signs of lists and maps. */
export function pointerOf(path: string): string {
  return `/${path.replaceAll(/\[\]|\{\}/g, '').replaceAll('.', '/')}`;
}

function descriptorsOf({ document }: WholeSchema, kind: Kind, path: string): readonly Descriptor[] {
  const descriptors = (document['meta:descriptors'] ?? []) as readonly Descriptor[];
  const plain = path.replaceAll(/\[\]|\{\}/g, '');
  return descriptors.filter((one) => one['@type'] === kind && pathsOf(one).includes(plain));
}

/** Id of the descriptor that says this of the field; undefined when none does. */
export function descriptorOf(schema: WholeSchema, kind: Kind, path: string): string | undefined {
  const [found] = descriptorsOf(schema, kind, path);
  return found === undefined ? undefined : String(found['@id']);
}

/** Says something of a field of the schema, or takes it back; the page shows it when it is done. */
export function useDescriptors(schema: WholeSchema) {
  const client = useClient();
  const cache = useQueryClient();
  const shown = () => cache.invalidateQueries({ queryKey: [SCHEMAS] });
  const create = (kind: Kind, path: string, more: Descriptor) => {
    const body = {
      '@type': kind,
      'xdm:sourceSchema': schema.id,
      'xdm:sourceVersion': 1,
      ...(path === WHOLE ? {} : { 'xdm:sourceProperty': pointerOf(path) }),
      ...more,
    };
    return client.call('createDescriptor', { body });
  };
  const replace = (before: Descriptor, change: Descriptor) => {
    const path = { descriptorId: String(before['@id']) };
    const body = { '@type': String(before['@type']), 'xdm:sourceSchema': schema.id, ...before, ...change };
    return client.call('replaceDescriptor', { path, body });
  };
  const remove = (descriptorId: string) => client.call('deleteDescriptor', { path: { descriptorId } });
  return {
    async identify(path: string, { namespace, primary }: Identity) {
      const identity = { 'xdm:namespace': namespace, 'xdm:property': 'xdm:code', 'xdm:isPrimary': primary };
      await create('xdm:descriptorIdentity', path, identity);
      await shown();
    },
    async deprecate(path: string) {
      await create('xdm:descriptorDeprecated', path, {});
      await shown();
    },
    /** Gives the field, or the whole schema, these labels and no others; at no moment it has fewer than it keeps. */
    async label(path: string, labels: readonly string[]) {
      const before = descriptorsOf(schema, 'xdm:descriptorLabel', path);
      const alone = before.find((one) => pathsOf(one).length === 1);
      if (labels.length > 0 && alone === undefined) await create('xdm:descriptorLabel', path, { 'xdm:labels': labels });
      if (labels.length > 0 && alone !== undefined) await replace(alone, { 'xdm:labels': labels });
      for (const one of before.filter((other) => labels.length === 0 || other !== alone)) {
        const others = textsIn(one['xdm:sourceProperty']).filter((other) => other !== pointerOf(path));
        if (others.length === 0) await remove(String(one['@id']));
        else await replace(one, { 'xdm:sourceProperty': others });
      }
      await shown();
    },
    /** Relates the field to a schema, instead of what it is related to now: nothing of a refused relationship stays. */
    async relate(path: string, { schemaId, namespace }: Relationship) {
      const [relationship] = descriptorsOf(schema, 'xdm:descriptorOneToOne', path);
      const [reference] = descriptorsOf(schema, 'xdm:descriptorReferenceIdentity', path);
      const target = { 'xdm:destinationSchema': schemaId, 'xdm:destinationVersion': 1 };
      const values = { 'xdm:identityNamespace': namespace };
      // The namespace is held against the schema referred to, so it is the later one to change.
      if (relationship !== undefined) await replace(relationship, target);
      if (reference !== undefined) await replace(reference, values);
      const made = reference === undefined ? await create('xdm:descriptorReferenceIdentity', path, values) : undefined;
      if (relationship === undefined)
        await create('xdm:descriptorOneToOne', path, target).catch(async (error) => {
          if (made !== undefined) await remove(made['@id']);
          throw error;
        });
      await shown();
    },
    async unrelate(path: string) {
      for (const kind of ['xdm:descriptorOneToOne', 'xdm:descriptorReferenceIdentity'] as const)
        for (const one of descriptorsOf(schema, kind, path)) await remove(String(one['@id']));
      await shown();
    },
    async remove(descriptorId: string) {
      await remove(descriptorId);
      await shown();
    },
  };
}
