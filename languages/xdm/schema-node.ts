/**
 * JSON Schema as the Schema Registry speaks it, with wire names: what field groups, classes, data types and schemas are
 * stored as. Everything outside this folder reads `Field` instead.
 */
export interface SchemaNode {
  readonly $id?: string;
  readonly $ref?: string;
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
  readonly allOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly default?: unknown;
  readonly 'meta:xdmType'?: string;
  readonly 'meta:xdmField'?: string;
  readonly 'meta:enum'?: Readonly<Record<string, string>>;
  readonly 'meta:status'?: string;
  readonly 'meta:refProperty'?: readonly string[];
  readonly 'meta:extends'?: readonly string[];
  readonly 'meta:intendedToExtend'?: readonly string[];
  readonly [attribute: string]: unknown;
}

/** Finds a document by `$id`; undefined when there is none. */
export type Resolve = (id: string) => SchemaNode | undefined;

/** A part of a document, with the document its local references (`#/definitions/x`) point into. */
export interface Located {
  readonly node: SchemaNode;
  readonly owner: SchemaNode;
  /** Globally unique name of the place, for memos and cycle checks. */
  readonly key: string;
}

/** Splits `uri#/definitions/x` into the document's id and the pointer (empty for the whole document). */
export function splitReference(reference: string): { id: string; pointer: string } {
  const plain = reference.replace('%23', '#');
  const hash = plain.indexOf('#');
  return hash < 0 ? { id: plain, pointer: '' } : { id: plain.slice(0, hash), pointer: plain.slice(hash + 1) };
}

/** What a JSON pointer names inside a document; undefined when there is nothing. */
export function at(document: SchemaNode, pointer: string): SchemaNode | undefined {
  let found: unknown = document;
  for (const segment of pointer.split('/').slice(1)) {
    const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return typeof found === 'object' && found !== null ? (found as SchemaNode) : undefined;
}

/** Follows a reference out of a document. */
export function follow(reference: string, owner: SchemaNode, resolve: Resolve): Located | undefined {
  const { id, pointer } = splitReference(reference);
  const target = id === '' ? owner : resolve(id);
  const node = target === undefined ? undefined : at(target, pointer);
  return target === undefined || node === undefined
    ? undefined
    : { node, owner: target, key: `${target.$id ?? ''}#${pointer}` };
}
