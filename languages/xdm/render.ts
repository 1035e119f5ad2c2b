import type { Field } from './field.ts';
import type { SchemaNode } from './schema-node.ts';

/** JSON Schema type and format by `meta:xdmType`. */
const JSON_TYPES: Readonly<Partial<Record<Field['type'], { readonly type: string; readonly format?: string }>>> = {
  long: { type: 'integer' },
  int: { type: 'integer' },
  short: { type: 'integer' },
  byte: { type: 'integer' },
  date: { type: 'string', format: 'date' },
  'date-time': { type: 'string', format: 'date-time' },
  map: { type: 'object' },
};

/** Attributes that are the same in both forms. */
const SAME = [
  'title',
  'description',
  'enum',
  'format',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'default',
] as const;

/** A field tree as the resolved JSON Schema of the `xed-full` forms, with `meta:xdmType`, `meta:xdmField` and `meta:referencedFrom`. */
export function toSchemaNode(field: Field): SchemaNode {
  const out: Record<string, unknown> = { ...(JSON_TYPES[field.type] ?? { type: field.type }) };
  for (const name of SAME) if (field[name] !== undefined) out[name] = field[name];
  if (field.fields !== undefined)
    out.properties = Object.fromEntries(
      Object.entries(field.fields).map(([name, child]) => [name, toSchemaNode(child)]),
    );
  if (field.required !== undefined) out.required = field.required;
  if (field.items !== undefined) out.items = toSchemaNode(field.items);
  if (field.values !== undefined) out.additionalProperties = toSchemaNode(field.values);
  if (field.suggested !== undefined) out['meta:enum'] = field.suggested;
  if (field.status !== undefined) out['meta:status'] = field.status;
  if (field.referencedFrom !== undefined) out['meta:referencedFrom'] = field.referencedFrom;
  out['meta:xdmType'] = field.type;
  if (field.xdmField !== undefined) out['meta:xdmField'] = field.xdmField;
  return out;
}
