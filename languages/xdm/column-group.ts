import type { Said } from '@meniscus/languages/syntax';
import type { NamedGroup } from './column-lookups.ts';
import { OWN_ROOT, standardDepth } from './column-path.ts';
import { sayOfColumn } from './column-phrases.ts';
import { compose } from './compose.ts';
import type { Field } from './field.ts';
import { FieldTree } from './field-tree.ts';
import { fieldAt } from './path.ts';
import type { Resolve, SchemaNode } from './schema-node.ts';

/** One field group of the schema to be: an existing one some fields are taken from, a new one, or a new one around an existing one. */
export class GroupDraft {
  readonly existing: NamedGroup | undefined;
  /** All fields of the existing group. */
  readonly root: Field;
  readonly #name: string | undefined;
  readonly #tree = new FieldTree();
  readonly #chosen: string[] = [];
  #all = false;

  constructor(existing: NamedGroup | undefined, name: string | undefined, resolve: Resolve) {
    this.existing = existing;
    this.#name = name;
    const document = existing === undefined ? undefined : resolve(existing.id);
    this.root = document === undefined ? { type: 'object', fields: {} } : compose(document, resolve).root;
  }

  takeAll(): void {
    this.#all = true;
  }

  choose(path: readonly string[]): void {
    this.#chosen.push(`/${path.join('/')}`);
  }

  /** Puts a field of one's own in; answers what is in the way. */
  put(path: readonly string[], node: SchemaNode, required: boolean): Said | undefined {
    const inTheWay = this.#tree.put(path, node, required, (above) => fieldAt(this.root, above)?.type === 'array');
    if (inTheWay === undefined) this.choose(path);
    return inTheWay;
  }

  /** The tenant's root can lie inside objects of the existing group only. */
  misplaced(path: readonly string[]): Said | undefined {
    const above = path.slice(0, path.indexOf(OWN_ROOT));
    if (standardDepth(above, this.root) === above.length) return undefined;
    const title = this.existing?.title;
    return title === undefined
      ? sayOfColumn('column-no-object-unnamed', { path: above.join('.') })
      : sayOfColumn('column-no-object', { path: above.join('.'), title });
  }

  /** Title of the group that has to be made. */
  title(hash: string): string {
    const generated = `Generated field group ${hash}`;
    return this.existing === undefined ? (this.#name ?? generated) : `${this.existing.title}:${generated}`;
  }

  /** Own part of the group that has to be made; undefined when the existing one does. */
  made(): SchemaNode | undefined {
    if (this.#tree.empty()) return undefined;
    const { properties, required } = this.#tree.toNode();
    const own = { type: 'object', properties, ...(required === undefined ? {} : { required }) };
    const base = this.existing === undefined ? [] : [{ $ref: this.existing.id, type: 'object' }];
    return {
      definitions: { customFields: own },
      allOf: [...base, { $ref: '#/definitions/customFields', type: 'object', 'meta:xdmType': 'object' }],
      ...(this.existing === undefined ? {} : { 'meta:extends': [this.existing.id] }),
    };
  }

  /** `meta:refProperty` of the schema; undefined when all fields are taken. */
  chosen(): readonly string[] | undefined {
    return this.#all || this.existing === undefined ? undefined : this.#chosen;
  }
}
