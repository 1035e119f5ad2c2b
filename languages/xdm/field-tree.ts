import type { Said } from '@meniscus/languages/syntax';
import { sayOfColumn } from './column-phrases.ts';
import type { SchemaNode } from './schema-node.ts';

interface Branch {
  readonly children: Map<string, Branch>;
  readonly required: Set<string>;
  /** The children belong to the elements of an array. */
  many: boolean;
  leaf: SchemaNode | undefined;
}

function branch(): Branch {
  return { children: new Map(), required: new Set(), many: false, leaf: undefined };
}

/** Fields put in one by one by path, taken out as the `properties` of a JSON Schema. */
export class FieldTree {
  readonly #root = branch();

  /**
   * Puts a field at a path; objects on the way are made. `isMany` says which of them are arrays. Answers what is in the way,
   * when something is: a field of that path, or a field where an object is needed.
   */
  put(
    path: readonly string[],
    node: SchemaNode,
    required: boolean,
    isMany: (path: readonly string[]) => boolean,
  ): Said | undefined {
    let place = this.#root;
    for (const [at, name] of path.entries()) {
      if (place.leaf !== undefined) return sayOfColumn('column-no-children', { path: path.slice(0, at).join('.') });
      const next = place.children.get(name) ?? branch();
      place.children.set(name, next);
      if (required && at === path.length - 1) place.required.add(name);
      place = next;
      place.many = at < path.length - 1 && isMany(path.slice(0, at + 1));
    }
    if (place.leaf !== undefined) return sayOfColumn('column-twice');
    if (place.children.size > 0) return sayOfColumn('column-has-others');
    place.leaf = node;
    return undefined;
  }

  empty(): boolean {
    return this.#root.children.size === 0;
  }

  /** Everything put in so far, as an object node. */
  toNode(): SchemaNode {
    return nodeOf(this.#root);
  }
}

function nodeOf({ leaf, children, required, many }: Branch): SchemaNode {
  if (leaf !== undefined) return leaf;
  const object: SchemaNode = {
    type: 'object',
    properties: Object.fromEntries([...children].map(([name, child]) => [name, nodeOf(child)])),
    ...(required.size === 0 ? {} : { required: [...required] }),
    'meta:xdmType': 'object',
  };
  return many ? { type: 'array', items: object, 'meta:xdmType': 'array' } : object;
}
