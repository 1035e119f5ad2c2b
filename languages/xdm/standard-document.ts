import type { SchemaNode } from './schema-node.ts';
import { altIdOf, wirePath } from './wire-names.ts';

/** One line of `standard/components.ndjson`, in library names. */
export interface Component extends SchemaNode {
  readonly $id: string;
  readonly title: string;
  readonly kind: 'behavior' | 'class' | 'fieldgroup' | 'datatype' | 'common' | 'descriptor';
  readonly status: string;
}

type Writable = Record<string, unknown>;

const RESOURCE_TYPES: Readonly<Record<Component['kind'], string>> = {
  behavior: 'behaviors',
  class: 'classes',
  fieldgroup: 'mixins',
  datatype: 'datatypes',
  common: 'datatypes',
  descriptor: 'descriptors',
};

/** `meta:resourceType` of a standard component; field groups keep their old name `mixins`. */
export function resourceTypeOf(kind: Component['kind']): string {
  return RESOURCE_TYPES[kind];
}

/**
 * A standard component as the Schema Registry shows it: wire names, `meta:xdmType` and `meta:xdmField` on every field,
 * references as `{$ref}` (pages "Schema Registry API: getting started" and "Field groups endpoint").
 */
export function standardDocument(component: Component, version: string): SchemaNode {
  const { $id, title, kind, status, industry, definitions, allOf, properties, required, ...meta } = component;
  const body: Writable = {};
  if (definitions !== undefined) body.definitions = mapValues(definitions, wireNode);
  if (properties !== undefined || required !== undefined)
    Object.assign(body, wireNode({ properties, required } as SchemaNode));
  if (allOf !== undefined) body.allOf = allOf.map((entry) => wireReference(entry));
  return {
    $id,
    'meta:altId': altIdOf($id),
    'meta:resourceType': resourceTypeOf(kind),
    version,
    title,
    type: 'object',
    description: '',
    ...body,
    ...meta,
    'meta:xdmType': 'object',
    'meta:status': status,
    ...(industry === undefined ? {} : { 'meta:tags': { industry } }),
    $schema: 'http://json-schema.org/draft-06/schema#',
  };
}

function mapValues(
  nodes: Readonly<Record<string, SchemaNode>>,
  change: (node: SchemaNode) => SchemaNode,
): Record<string, SchemaNode> {
  return Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, change(node)]));
}

function wireReference(entry: SchemaNode | string): SchemaNode {
  const reference = typeof entry === 'string' ? { $ref: entry } : entry.$ref === undefined ? wireNode(entry) : entry;
  return { ...reference, type: 'object', 'meta:xdmType': 'object' };
}

/** One node and everything below it, renamed. */
function wireNode(node: SchemaNode): SchemaNode {
  const { xdmType, properties, required, items, additionalProperties, oneOf, anyOf, patternProperties, ...rest } = node;
  const out: Writable = { ...rest };
  if (properties !== undefined) placeProperties(out, properties);
  if (required !== undefined) placeRequired(out, required);
  if (items !== undefined) out.items = wireNode(items);
  if (additionalProperties !== undefined)
    out.additionalProperties =
      typeof additionalProperties === 'boolean' ? additionalProperties : wireNode(additionalProperties);
  // Two deprecated components list suggested values without labels.
  if (Array.isArray(out['meta:enum']))
    out['meta:enum'] = Object.fromEntries(out['meta:enum'].map((value) => [value, '']));
  // Keys described by a pattern only: any key is taken.
  if (patternProperties !== undefined) out.additionalProperties = true;
  if (oneOf !== undefined) out.oneOf = oneOf.map(wireNode);
  if (anyOf !== undefined) out.anyOf = anyOf.map(wireNode);
  return typed(out, xdmType);
}

function typed(node: Writable, xdmType: unknown): SchemaNode {
  if (node.$ref !== undefined) return { type: 'object', ...node, 'meta:xdmType': 'object' };
  const known = node['meta:xdmType'] ?? xdmType ?? impliedType(node);
  return typeof known === 'string' ? { ...node, 'meta:xdmType': known } : node;
}

function impliedType({ type, format, properties }: Writable): unknown {
  if (type === 'string') return format === 'date' || format === 'date-time' ? format : 'string';
  return type ?? (properties === undefined ? undefined : 'object');
}

function nested(parent: Writable, name: string): Writable {
  const properties = (parent.properties ?? {}) as Writable;
  parent.properties = properties;
  properties[name] ??= { type: 'object', 'meta:xdmType': 'object', properties: {} };
  return properties[name] as Writable;
}

function placeProperties(parent: Writable, properties: Readonly<Record<string, SchemaNode>>): void {
  parent.properties ??= {};
  for (const [libraryName, node] of Object.entries(properties)) {
    const path = wirePath(libraryName);
    const last = path.at(-1) as string;
    const place = path.slice(0, -1).reduce(nested, parent);
    const field = wireNode(node);
    (place.properties as Writable)[last] = last === libraryName ? field : { ...field, 'meta:xdmField': libraryName };
  }
}

function placeRequired(parent: Writable, required: readonly string[]): void {
  for (const libraryName of required) {
    let place = parent;
    for (const segment of wirePath(libraryName)) {
      place.required = [
        ...((place.required as string[] | undefined) ?? []).filter((name) => name !== segment),
        segment,
      ];
      place = ((place.properties as Writable | undefined)?.[segment] ?? {}) as Writable;
    }
  }
}
