import { type SchemaNode, wirePath } from '@meniscus/languages/xdm';
import type { HiddenFields } from '../kernel/index.ts';

/**
 * A document of the registry without hidden fields, in any of its forms: trees of `properties`, `definitions`, what stands in
 * `allOf`, one entry per dotted path, and the descriptors of fields. What is referred to is another document.
 */
export function visibleDocument(document: SchemaNode, hidden: HiddenFields): SchemaNode {
  if (hidden.isEmpty) return document;
  const shown = visibleNode(document, hidden, []);
  const descriptors = shown['meta:descriptors'];
  if (!Array.isArray(descriptors)) return shown;
  return { ...shown, 'meta:descriptors': descriptors.filter((one) => !isAboutHidden(one as object, hidden)) };
}

/** Is a descriptor about a hidden field, or about the whole of a schema that is hidden? */
export function isAboutHidden(descriptor: object, hidden: HiddenFields): boolean {
  const property = (descriptor as Record<string, unknown>)['xdm:sourceProperty'];
  const properties = property === undefined ? [''] : Array.isArray(property) ? property : [property];
  return properties.some((one) => hidden.at(String(one).split('/')) === 'all');
}

function visibleNode(node: SchemaNode, hidden: HiddenFields, path: readonly string[]): SchemaNode {
  const { properties, definitions, items, additionalProperties, required } = node;
  const alternatives = (['allOf', 'oneOf', 'anyOf'] as const).flatMap((name) => {
    const nodes = node[name];
    return nodes === undefined ? [] : [[name, nodes.map((one) => visibleNode(one, hidden, path))] as const];
  });
  const names = properties === undefined ? undefined : visibleMembers(properties, hidden, path);
  return {
    ...node,
    ...(names === undefined ? {} : { properties: names }),
    ...(required === undefined || names === undefined
      ? {}
      : { required: required.filter((name) => !Object.hasOwn(properties!, name) || Object.hasOwn(names, name)) }),
    ...(definitions === undefined
      ? {}
      : { definitions: everyNode(definitions, (one) => visibleNode(one, hidden, path)) }),
    ...(isNode(items) ? { items: visibleNode(items, hidden, path) } : {}),
    ...(isNode(additionalProperties)
      ? { additionalProperties: visibleNode(additionalProperties, hidden, [...path, '*']) }
      : {}),
    ...Object.fromEntries(alternatives),
  };
}

function visibleMembers(
  properties: Readonly<Record<string, SchemaNode>>,
  hidden: HiddenFields,
  path: readonly string[],
): Readonly<Record<string, SchemaNode>> {
  const places = Object.entries(properties).map(
    ([name, node]) => [name, node, [...path, ...name.split('.').flatMap((part) => wirePath(part))]] as const,
  );
  return Object.fromEntries(
    places
      .filter(([, node, place]) => {
        const at = hidden.at(place);
        // A part of this very document that stands for several places: which of its fields are hidden here cannot be shown.
        return at === 'nothing' || (at === 'part' && node.$ref?.startsWith('#') !== true);
      })
      .map(([name, node, place]) => [name, visibleNode(node, hidden, place)]),
  );
}

function everyNode(nodes: Readonly<Record<string, SchemaNode>>, to: (node: SchemaNode) => SchemaNode) {
  return Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, to(node)]));
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
