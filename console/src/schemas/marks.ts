import type { Marks, Relationship } from './field-nodes.ts';
import { labelName } from './labels.ts';

/** What the registry keeps about a field of a schema, beside its declaration. */
export type Descriptor = Readonly<Record<string, unknown>>;

/** The texts in a list, or the one text. */
export function textsIn(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
}

/** What a descriptor is about, as dotted paths; the empty path when it is about the whole schema. */
export function pathsOf(descriptor: Descriptor): readonly string[] {
  const property = descriptor['xdm:sourceProperty'];
  return property === undefined ? [''] : textsIn(property).map((one) => one.slice(1).replaceAll('/', '.'));
}

/** What descriptors say of fields: identities, labels, relationships, deprecation. */
export function marksOf(descriptors: readonly Descriptor[]): Marks {
  const of = (type: string) =>
    descriptors
      .filter((one) => one['@type'] === `xdm:${type}`)
      .flatMap((one) => pathsOf(one).map((path) => [path, one] as const));
  const identities = of('descriptorIdentity').map(([path, one]) => {
    const identity = { namespace: String(one['xdm:namespace']), primary: one['xdm:isPrimary'] === true };
    return [path, identity] as const;
  });
  const namespaces = new Map(
    of('descriptorReferenceIdentity').map(([path, one]) => [path, one['xdm:identityNamespace']]),
  );
  const relationships = of('descriptorOneToOne').map(([path, one]): [string, Relationship] => [
    path,
    { schemaId: String(one['xdm:destinationSchema']), namespace: String(namespaces.get(path) ?? '') },
  ]);
  const labels = Map.groupBy(of('descriptorLabel'), ([path]) => path);
  return {
    identities: new Map(identities),
    labels: new Map([...labels].map(([path, ones]) => [path, labelsIn(ones.map(([, one]) => one))])),
    relationships: new Map(relationships),
    deprecated: new Set(of('descriptorDeprecated').map(([path]) => path)),
  };
}

function labelsIn(descriptors: readonly Descriptor[]): readonly string[] {
  return [...new Set(descriptors.flatMap((one) => textsIn(one['xdm:labels']).map(labelName)))];
}
