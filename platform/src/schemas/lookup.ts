import { eachField, type Field, type SchemaNode, toSchemaNode } from '@meniscus/languages/xdm';
import type { Scope } from '../kernel/index.ts';
import type { LookupForm } from './accept.ts';
import { pathOf } from './descriptor.ts';
import { renderedDescriptor } from './descriptors.ts';
import type { View } from './view.ts';

/** Attributes that say how a document is put together; resolved forms show the result instead. */
const STRUCTURE = new Set([
  'definitions',
  'allOf',
  'properties',
  'required',
  'items',
  'refs',
  'additionalProperties',
  'oneOf',
  'anyOf',
]);

/**
 * A resource in the form the Accept header asks for. `document` is its plain `xed` form, `root` its composed tree.
 *
 * The public pages leave two shapes open; here `-desc` adds the array `meta:descriptors` to the resource, and `-full-flat`
 * has one entry per dotted path in `properties`.
 */
export function lookedUp(document: SchemaNode, root: Field, form: LookupForm, view: View, scope: Scope): SchemaNode {
  if (form.ids) return idsOnly(document);
  const descriptors = view.descriptorsOf(String(document.$id));
  const marked = form.deprecated
    ? withDeprecated(
        root,
        descriptors
          .filter(({ body }) => body.content['@type'] === 'xdm:descriptorDeprecated')
          .flatMap(({ body }) => body.content['xdm:sourceProperty']),
      )
    : root;
  const shaped = form.full ? resolved(document, form.flat ? flattened(marked) : toSchemaNode(marked)) : document;
  const complete = form.descriptors
    ? { ...shaped, 'meta:descriptors': descriptors.map((descriptor) => renderedDescriptor(descriptor, scope)) }
    : shaped;
  return form.text ? complete : (withoutText(complete) as SchemaNode);
}

/** What `-id` forms show of anything. */
export function idsOnly({ $id, 'meta:altId': altId, version, title }: SchemaNode): SchemaNode {
  return { $id, 'meta:altId': altId, version, title };
}

function resolved(document: SchemaNode, tree: SchemaNode): SchemaNode {
  const kept = Object.fromEntries(Object.entries(document).filter(([name]) => !STRUCTURE.has(name)));
  const { properties, required, items } = tree;
  return {
    ...kept,
    ...(properties === undefined ? {} : { properties }),
    ...(required === undefined ? {} : { required }),
    ...(items === undefined ? {} : { items }),
  };
}

function flattened(root: Field): SchemaNode {
  const properties: Record<string, SchemaNode> = {};
  eachField(root, (path, field) => {
    const { properties: _children, items, ...own } = toSchemaNode(field);
    properties[path.join('.')] =
      items === undefined ? own : { ...own, items: { type: items.type, 'meta:xdmType': items['meta:xdmType'] } };
  });
  return { type: 'object', properties };
}

function withDeprecated(root: Field, properties: readonly unknown[]): Field {
  return properties.reduce<Field>((tree, property) => deprecating(tree, pathOf(property)), root);
}

function deprecating(field: Field, [name, ...rest]: readonly string[]): Field {
  if (name === undefined) return { ...field, status: 'deprecated' };
  if (field.items !== undefined) return { ...field, items: deprecating(field.items, [name, ...rest]) };
  const child = Object.hasOwn(field.fields ?? {}, name) ? field.fields?.[name] : undefined;
  return child === undefined ? field : { ...field, fields: { ...field.fields, [name]: deprecating(child, rest) } };
}

/** The same document without titles and descriptions; fields that happen to have these names stay. */
function withoutText(node: unknown, named = false): unknown {
  if (Array.isArray(node)) return node.map((one) => withoutText(one));
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([name]) => named || (name !== 'title' && name !== 'description'));
  return Object.fromEntries(
    kept.map(([name, value]) => [
      name,
      withoutText(value, !named && (name === 'properties' || name === 'definitions' || name === 'meta:enum')),
    ]),
  );
}
