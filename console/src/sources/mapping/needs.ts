import type { SourceKind } from '../flow-service.ts';
import type { DraftRow } from './rows.ts';

/** A node of a composed schema, as far as its paths go. */
export interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly required?: readonly string[];
}

/** A resolved schema with what the registry keeps about its fields. */
export interface DescribedSchema extends Node {
  readonly 'meta:descriptors'?: readonly Readonly<Record<string, unknown>>[];
}

/** What of a schema rows should fill: paths as rows write them. */
export interface Needs {
  /** Fields that carry an identity; `identityMap` where the schema has one. */
  readonly identities: readonly string[];
  readonly primary: string | undefined;
  /** Fields without which a record is refused. */
  readonly required: readonly string[];
  /** Objects a record may leave out, with the fields it is refused without once it has them: also of each entry of an array. */
  readonly within: readonly { readonly path: string; readonly required: readonly string[] }[];
}

/** What no row fills: `kind` says why that matters, `paths` which fields. */
export interface Lack {
  readonly kind: 'identity' | 'primary' | 'required';
  readonly paths: readonly string[];
}

const MAP = 'identityMap';

/** The required fields, innermost first named: an object that is required and requires members of its own stands for those. */
function requiredIn(node: Node, above = ''): readonly string[] {
  return (node.required ?? []).flatMap((name) => {
    const path = `${above}${name}`;
    const inside = requiredIn(node.properties?.[name] ?? {}, `${path}.`);
    return inside.length === 0 ? [path] : inside;
  });
}

/** What objects a record may leave out require once they are there. */
function requiredWithin({ properties = {}, required = [] }: Node, above = ''): Needs['within'] {
  return Object.entries(properties).flatMap(([name, child]) => {
    const path = `${above}${name}`;
    const inside = child.items ?? child;
    const isOwn = child.items !== undefined || !required.includes(name);
    const wanted = isOwn ? requiredIn(inside, `${path}.`) : [];
    return [...(wanted.length === 0 ? [] : [{ path, required: wanted }]), ...requiredWithin(inside, `${path}.`)];
  });
}

/** What a schema wants to be filled. */
export function needsOf(schema: DescribedSchema): Needs {
  const declared = (schema['meta:descriptors'] ?? [])
    .filter((one) => one['@type'] === 'xdm:descriptorIdentity')
    .map((one) => ({
      path: String(one['xdm:sourceProperty']).slice(1).replaceAll('/', '.'),
      isPrimary: one['xdm:isPrimary'] === true,
    }));
  return {
    identities: [...declared.map(({ path }) => path), ...(schema.properties?.[MAP] === undefined ? [] : [MAP])],
    primary: declared.find(({ isPrimary }) => isPrimary)?.path,
    required: requiredIn(schema),
    within: requiredWithin(schema),
  };
}

/** `xdm:productListItems[0].xdm:SKU` as `productListItems.SKU`. */
function plain(path: string): string {
  return path.replaceAll(/\[[^\]]*\]|xdm:/g, '');
}

/** Is a row to a field below the object? A row to the object itself may bring all of it. */
function fillsBelow(destination: string, path: string): boolean {
  return plain(destination).startsWith(`${path}.`);
}

/** A row to an object fills its members, a row to a member fills something of the object. */
function fills(destination: string, path: string): boolean {
  const to = plain(destination);
  return to === path || to.startsWith(`${path}.`) || path.startsWith(`${to}.`);
}

/**
 * What no row fills, the most important first; each field is named once. `given` are fields the source fills where no row does.
 * Without an identity nothing else is said of identities; a map that names somebody takes the place of the primary one.
 */
export function lackingIn(
  { identities, primary, required, within }: Needs,
  rows: readonly DraftRow[],
  given: readonly string[],
): readonly Lack[] {
  const isFilled = (path: string) => given.includes(path) || rows.some((row) => fills(row.destination, path));
  const lacks: Lack[] = [];
  if (identities.length > 0 && !identities.some(isFilled))
    lacks.push({ kind: 'identity', paths: [primary ?? identities[0]!] });
  else if (primary !== undefined && !isFilled(primary) && !isFilled(MAP))
    lacks.push({ kind: 'primary', paths: [primary] });
  const named = lacks.flatMap(({ paths }) => paths);
  const begun = within.filter(({ path }) => rows.some((row) => fillsBelow(row.destination, path)));
  const wanted = new Set([...required, ...begun.flatMap((one) => one.required)]);
  const others = [...wanted].filter((path) => !isFilled(path) && !named.includes(path));
  return others.length === 0 ? lacks : [...lacks, { kind: 'required', paths: others }];
}

/** The target of a row that fills a field: of the map of identities one value, which names its namespace. */
export function targetFor(path: string): string {
  return path === MAP ? `${MAP}.email[0].id` : path;
}

/**
 * Fields that are filled where no row does: of a documented event its id and time, of a row of a file an id of its own (README of
 * the sources).
 */
export function givenBy(kind: SourceKind | undefined): readonly string[] {
  if (kind === 'events') return ['_id', 'timestamp'];
  return kind === 'files' ? ['_id'] : [];
}
