import { type Display, type Marks, plainPath, type Relationship } from './field-nodes.ts';
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

/** The place of a field as descriptors name it. */
export function pointerOf(path: string): string {
  return `/${plainPath(path).replaceAll('.', '/')}`;
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
    displays: new Map(of('alternateDisplayInfo').map(([path, one]) => [path, displayIn(one)])),
  };
}

/** The locale names of standard fields are given in, as on the public pages. */
const LOCALE = 'en_us';

function displayIn(descriptor: Descriptor): Display {
  const values = Object.entries(descriptor['meta:enum'] ?? {}).map(([value, name]) => [value, textIn(name)]);
  return {
    title: textIn(descriptor['xdm:title']),
    description: textIn(descriptor['xdm:description']),
    values: Object.fromEntries(values),
  };
}

/** A text, or the one of several by locale that is shown. */
function textIn(value: unknown): string {
  if (typeof value === 'string') return value;
  const texts: Readonly<Record<string, unknown>> = { ...(value as object) };
  return String(texts[LOCALE] ?? Object.values(texts)[0] ?? '');
}

/** The parts of a descriptor that say this; what it says besides, and in other languages, stays. Empty: no descriptor is needed. */
export function displayedAs({ title, description, values }: Display, before: Descriptor = {}): Descriptor {
  const text = (name: string, value: string) =>
    value === '' ? undefined : { ...(before[name] as object), [LOCALE]: value };
  const known: Readonly<Record<string, unknown>> = { ...(before['meta:enum'] as object) };
  const suggested = Object.entries(values).map(([value, name]) => {
    const texts = known[value];
    return [value, typeof texts === 'object' ? { ...texts, [LOCALE]: name } : name];
  });
  return {
    'xdm:title': text('xdm:title', title),
    'xdm:description': text('xdm:description', description),
    'meta:enum': suggested.length === 0 ? undefined : Object.fromEntries(suggested),
  };
}

function labelsIn(descriptors: readonly Descriptor[]): readonly string[] {
  return [...new Set(descriptors.flatMap((one) => textsIn(one['xdm:labels']).map(labelName)))];
}
