import { useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { SCHEMAS } from '../../ui/schemas.ts';
import type { FieldChanges } from '../field-marks/field-changes.ts';
import { type Identity, plainPath } from '../field-nodes.ts';
import { type Descriptor, displayedAs, pathsOf, pointerOf, textsIn } from '../marks.ts';
import type { WholeSchema } from '../schemas.ts';

type Kind =
  | 'xdm:descriptorIdentity'
  | 'xdm:descriptorDeprecated'
  | 'xdm:descriptorLabel'
  | 'xdm:descriptorOneToOne'
  | 'xdm:descriptorReferenceIdentity'
  | 'xdm:alternateDisplayInfo';

/** What a descriptor of names is for: one without any of these says nothing. */
const SHOWN = [
  'xdm:title',
  'xdm:description',
  'xdm:note',
  'meta:enum',
  'xdm:excludeMetaEnum',
  'meta:excludeMetaEnum',
] as const;
const NOTHING = { title: '', description: '', values: {} };

/** In the place of the path of a field: the schema as a whole. */
export const WHOLE = '';

function descriptorsOf({ document }: WholeSchema, kind: Kind, path: string): readonly Descriptor[] {
  const descriptors = (document['meta:descriptors'] ?? []) as readonly Descriptor[];
  const plain = plainPath(path);
  return descriptors.filter((one) => one['@type'] === kind && pathsOf(one).includes(plain));
}

/** Id of the descriptor that says this of the field; undefined when none does. */
export function descriptorOf(schema: WholeSchema, kind: Kind, path: string): string | undefined {
  const [found] = descriptorsOf(schema, kind, path);
  return found === undefined ? undefined : String(found['@id']);
}

interface StoredChanges extends FieldChanges {
  readonly identify: (path: string, identity: Identity) => Promise<void>;
  /** Takes back what a descriptor says. */
  readonly remove: (descriptorId: string) => Promise<void>;
}

/** Says something of a field of the schema, or takes it back; the page shows it when it is done. */
export function useDescriptors(schema: WholeSchema): StoredChanges {
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
  const takeFrom = async (one: Descriptor, path: string) => {
    const others = textsIn(one['xdm:sourceProperty']).filter((other) => other !== pointerOf(path));
    if (others.length === 0) await remove(String(one['@id']));
    else await replace(one, { 'xdm:sourceProperty': others });
  };
  return {
    async identify(path, { namespace, primary }) {
      const identity = { 'xdm:namespace': namespace, 'xdm:property': 'xdm:code', 'xdm:isPrimary': primary };
      await create('xdm:descriptorIdentity', path, identity);
      await shown();
    },
    async deprecate(path) {
      await create('xdm:descriptorDeprecated', path, {});
      await shown();
    },
    async undeprecate(path) {
      for (const one of descriptorsOf(schema, 'xdm:descriptorDeprecated', path)) await takeFrom(one, path);
      await shown();
    },
    async display(path, display) {
      // Of several the last is the one that is shown.
      const before = descriptorsOf(schema, 'xdm:alternateDisplayInfo', path).at(-1);
      const change = displayedAs(display ?? NOTHING, before);
      const after = { ...before, ...change };
      const isEmpty = SHOWN.every((name) => after[name] === undefined);
      if (before === undefined && !isEmpty) await create('xdm:alternateDisplayInfo', path, change);
      else if (before !== undefined && isEmpty) await remove(String(before['@id']));
      else if (before !== undefined) await replace(before, change);
      await shown();
    },
    // At no moment the field, or the whole schema, has fewer labels than it keeps.
    async label(path, labels) {
      const before = descriptorsOf(schema, 'xdm:descriptorLabel', path);
      const alone = before.find((one) => pathsOf(one).length === 1);
      if (labels.length > 0 && alone === undefined) await create('xdm:descriptorLabel', path, { 'xdm:labels': labels });
      if (labels.length > 0 && alone !== undefined) await replace(alone, { 'xdm:labels': labels });
      for (const one of before.filter((other) => labels.length === 0 || other !== alone)) await takeFrom(one, path);
      await shown();
    },
    // Instead of what it is related to now: nothing of a refused relationship stays.
    async relate(path, { schemaId, namespace }) {
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
    async unrelate(path) {
      for (const kind of ['xdm:descriptorOneToOne', 'xdm:descriptorReferenceIdentity'] as const)
        for (const one of descriptorsOf(schema, kind, path)) await remove(String(one['@id']));
      await shown();
    },
    async remove(descriptorId) {
      await remove(descriptorId);
      await shown();
    },
  };
}
