import { type SchemaNode, typeOf, type XdmType } from '@meniscus/languages/xdm';

const WIDTHS: readonly XdmType[] = ['byte', 'short', 'int', 'long'];

/** The wider of the integer type that is named and the one its bounds ask for. */
function xdmTypeOf(node: SchemaNode): string {
  const named = typeOf(node);
  if (node.type !== 'integer') return named;
  const { minimum, maximum } = node;
  const bounded = typeOf({ type: 'integer', minimum, maximum });
  return (minimum ?? maximum) !== undefined && WIDTHS.indexOf(bounded) > WIDTHS.indexOf(named) ? bounded : named;
}

function mapped(
  nodes: Readonly<Record<string, SchemaNode>>,
  change: (node: SchemaNode) => SchemaNode,
): Record<string, SchemaNode> {
  return Object.fromEntries(
    Object.entries(nodes).map(([name, node]) => [name, typeof node === 'object' ? change(node) : node]),
  );
}

function children(node: SchemaNode): SchemaNode {
  const out: Record<string, unknown> = { ...node };
  if (node.properties !== undefined) out.properties = mapped(node.properties, annotated);
  if (node.definitions !== undefined) out.definitions = mapped(node.definitions, annotated);
  if (node.allOf !== undefined) out.allOf = node.allOf.map(annotated);
  if (node.items !== undefined) out.items = annotated(node.items);
  if (typeof node.additionalProperties === 'object') out.additionalProperties = annotated(node.additionalProperties);
  return out;
}

/**
 * A posted document with `meta:xdmType` on every field, as the registry generates it (page "XDM field type constraints").
 * References get `type: object` too.
 */
export function annotated(node: SchemaNode): SchemaNode {
  const inner = children(node);
  if (node.$ref !== undefined) return { ...inner, type: 'object', 'meta:xdmType': 'object' };
  return { ...inner, 'meta:xdmType': xdmTypeOf(node) };
}
