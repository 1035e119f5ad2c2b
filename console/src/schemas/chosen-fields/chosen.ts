import type { SchemaNode } from '@meniscus/languages/xdm';
import { type FieldNode, plainPath } from '../field-nodes.ts';

/**
 * Which fields of a field group a schema has, as dotted paths without the signs of lists and maps; an object stands for all
 * that is in it. Undefined: the whole group.
 */
export type Chosen = readonly string[] | undefined;

const isBelow = (path: string, above: string) => path.startsWith(`${above}.`);

/** Has the schema the field with all that is in it? */
export function covers(chosen: Chosen, path: string): boolean {
  return chosen === undefined || chosen.some((one) => one === path || isBelow(path, one));
}

/** The choice with a field the group was given since, by its path as trees name it; a choice of all has it anyway. */
export function including(chosen: Chosen, path: string): Chosen {
  const plain = plainPath(path);
  return covers(chosen, plain) ? chosen : [...chosen!, plain];
}

/** Has the schema the field, or some of what is in it? */
export function touches(chosen: Chosen, path: string): boolean {
  return covers(chosen, path) || chosen!.some((one) => isBelow(one, path));
}

/** The choice without a field and what is in it; an object nothing is left of is out, too. */
export function withoutField(group: readonly FieldNode[], chosen: Chosen, path: string): readonly string[] {
  return group.flatMap((node) => {
    const here = plainPath(node.path);
    if (here === path) return [];
    if (covers(chosen, here) && !isBelow(path, here)) return [here];
    return withoutField(node.children, chosen, path);
  });
}

/** The choice with a field and what is in it. An object is named once all that is in it is chosen, and so is the group. */
export function withField(group: readonly FieldNode[], chosen: Chosen, path: string): Chosen {
  const all = chosen === undefined ? undefined : [...chosen, path];
  const found = named(group, all);
  return found.length === group.length && group.every(({ path: one }) => found.includes(plainPath(one)))
    ? undefined
    : found;
}

function named(nodes: readonly FieldNode[], chosen: Chosen): readonly string[] {
  return nodes.flatMap((node) => {
    const here = plainPath(node.path);
    if (covers(chosen, here)) return [here];
    const below = named(node.children, chosen);
    const isWhole = node.children.length > 0 && node.children.every(({ path }) => below.includes(plainPath(path)));
    return isWhole ? [here] : below;
  });
}

/** Paths of all fields that are chosen with all that is in them. */
export function coveredPaths(group: readonly FieldNode[], chosen: Chosen): readonly string[] {
  return group.flatMap((node) => [
    ...(covers(chosen, plainPath(node.path)) ? [node.path] : []),
    ...coveredPaths(node.children, chosen),
  ]);
}

/** The resolved group with the chosen fields only. */
export function picked(group: SchemaNode, chosen: Chosen, above = ''): SchemaNode {
  if (group.items !== undefined) return { ...group, items: picked(group.items, chosen, above) };
  if (group.properties === undefined || chosen === undefined) return group;
  const properties = Object.entries(group.properties).flatMap(([name, node]) => {
    const path = above === '' ? name : `${above}.${name}`;
    if (covers(chosen, path)) return [[name, node] as const];
    return touches(chosen, path) ? [[name, picked(node, chosen, path)] as const] : [];
  });
  const names = properties.map(([name]) => name);
  return {
    ...group,
    properties: Object.fromEntries(properties),
    ...(group.required === undefined ? {} : { required: group.required.filter((name) => names.includes(name)) }),
  };
}

/** The choice as the registry keeps it in `meta:refProperty`. */
export function pointersOf(chosen: readonly string[]): readonly string[] {
  return chosen.map((path) => `/${path.replaceAll('.', '/')}`);
}

/** The choice an entry of `allOf` says of a group; pointers may go through `properties` and `items` of JSON Schema. */
export function chosenOf(pointers: readonly string[] | undefined, group: SchemaNode): Chosen {
  return pointers?.map((pointer) =>
    namesOf(
      pointer.split('/').filter((segment) => segment !== ''),
      group,
    ).join('.'),
  );
}

/** The names of fields among the segments: `properties` and `items` are some only where a field is called so. */
function namesOf([name, ...rest]: readonly string[], node: SchemaNode): readonly string[] {
  if (name === undefined) return [];
  if (node.items !== undefined) return namesOf(name === 'items' ? rest : [name, ...rest], node.items);
  const child = node.properties?.[name];
  if (child === undefined && name === 'properties') return namesOf(rest, node);
  return [name, ...namesOf(rest, child ?? {})];
}
