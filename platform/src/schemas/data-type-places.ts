import { type SchemaNode, wirePath } from '@meniscus/languages/xdm';
import { type FieldView, HiddenFields } from '../kernel/index.ts';
import type { View } from './view.ts';

type Path = readonly string[];

/**
 * What is hidden of a data type: it stands at many places, by another path at each, and what is hidden at one of them is
 * hidden of the type. All of it where it stands in a field that is hidden whole.
 */
export function hiddenOfDataType(id: string, view: View, fields: FieldView): HiddenFields {
  const paths = view.schemasWith(id).flatMap(({ body: { $id, content } }) => {
    const hidden = fields.of($id);
    return hidden.isEmpty
      ? []
      : placesOf(id, { $id, ...content }, view, hidden).flatMap((place) => hidden.below(place));
  });
  return new HiddenFields(paths);
}

/**
 * Wire paths in a document, of those at or above hidden ones, at which a data type stands; a list is passed through, below a
 * map stands `*`. What refers to itself is walked once.
 */
function placesOf(id: string, document: SchemaNode, view: View, hidden: HiddenFields): readonly Path[] {
  const found: Path[] = [];
  const walk = (node: SchemaNode, within: SchemaNode, path: Path, above: readonly SchemaNode[]): void => {
    if (hidden.at(path) === 'nothing' || above.includes(node)) return;
    const below = [...above, node];
    const referred = node.$ref === undefined ? undefined : resolved(node.$ref, within, view);
    if (referred !== undefined) {
      if (referred.whole === id) found.push(path);
      walk(referred.node, referred.within, path, below);
    }
    for (const [step, child] of childrenOf(node)) walk(child, within, [...path, ...step], below);
  };
  walk(document, document, [], []);
  return found;
}

function childrenOf(node: SchemaNode): readonly (readonly [Path, SchemaNode])[] {
  const { properties = {}, items, additionalProperties, allOf = [], oneOf = [], anyOf = [] } = node;
  return [
    ...[...allOf, ...oneOf, ...anyOf, ...(isNode(items) ? [items] : [])].map((one) => [[], one] as const),
    ...Object.entries(properties).map(([name, one]) => [name.split('.').flatMap(wirePath), one] as const),
    ...(isNode(additionalProperties) ? [[['*'], additionalProperties] as const] : []),
  ];
}

/** What a reference leads to: a document, whose id `whole` is then, or a part of one after the `#`. */
function resolved(reference: string, within: SchemaNode, view: View) {
  const [id = '', pointer = ''] = reference.split('#');
  const document = id === '' ? within : view.resolve(id);
  const steps = pointer.split('/').slice(1);
  const node = steps.reduce<unknown>(
    (at, step) => (at as Record<string, unknown> | undefined)?.[plain(step)],
    document,
  );
  if (document === undefined || !isNode(node)) return undefined;
  return { within: document, node, whole: pointer === '' ? view.idOf(id) : undefined };
}

/** A segment of a JSON pointer as it stands in a URI. */
function plain(segment: string): string {
  return decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~');
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
