import type { Field } from '@meniscus/languages/xdm';
import { prepareExpression } from '../expression.ts';
import { parsePath, type Step } from '../mapping-set/path.ts';
import type { PlainRow } from '../mapping-set/row.ts';
import { children, type Expression } from '../tree.ts';

/** A place in a record or a schema: names, and positions in lists (negative for every element). */
export type Place = readonly Step[];

/** Names of a place without positions: the form in which coverage compares. */
export function namesOf(place: Place): readonly string[] {
  return place.filter((step) => typeof step === 'string');
}

/** The places of the source a row reads, each once; none for fixed texts and for rows that cannot be read. */
export function sourcePlaces(row: PlainRow): readonly Place[] {
  if (row.sourceType === 'STATIC') return [];
  if (row.sourceType === 'ATTRIBUTE') {
    const path = parsePath(row.source);
    return path.ok ? [path.steps] : [];
  }
  const expression = prepareExpression(row.source);
  return expression.ok ? placesIn(expression.tree) : [];
}

/** The places of the source an expression reads, each once, in reading order. Parameters of lambdas are none. */
export function placesIn(tree: Expression): readonly Place[] {
  const found = new Map<string, Place>();
  const bound: string[] = [];
  const visit = (node: Expression): void => {
    const place = placeOf(node);
    if (place !== undefined) {
      if (!bound.includes(String(place[0]))) found.set(JSON.stringify(place), place);
      return;
    }
    if (node.kind === 'lambda') bound.push(...node.parameters);
    children(node).forEach(visit);
    if (node.kind === 'lambda') bound.length -= node.parameters.length;
  };
  visit(tree);
  return [...found.values()];
}

/** The place a field access names; undefined for any other expression. */
export function placeOf(node: Expression): Place | undefined {
  if (node.kind === 'field') return [node.name];
  if (node.kind !== 'member' && node.kind !== 'wildcard' && node.kind !== 'index') return undefined;
  const target = placeOf(node.target);
  if (target === undefined) return undefined;
  if (node.kind === 'member') return [...target, node.name];
  if (node.kind === 'wildcard') return [...target, EVERY];
  return node.index.kind === 'literal' && typeof node.index.value === 'number'
    ? [...target, node.index.value]
    : undefined;
}

const EVERY = -1;

/** What a destination names in the target schema. */
export interface TargetPlace {
  /** Names from the root, as the schema has them. */
  readonly names: readonly string[];
  /** The field there; undefined inside open objects, where anything may stand. */
  readonly field: Field | undefined;
  /** A list was passed on the way: one row may write many values. */
  readonly inList: boolean;
}

/**
 * The field of a destination that compiles (`compileMappingSet` reports the others): lists are passed through, names may
 * carry the prefix `xdm:`. Undefined when there is none.
 */
export function targetPlace(destination: string, target: Field): TargetPlace | undefined {
  const path = parsePath(destination);
  if (!path.ok) return undefined;
  const names: string[] = [];
  let field: Field | undefined = target;
  let inList = false;
  for (const step of path.steps) {
    if (typeof step === 'number') {
      field = field?.items;
      inList = true;
      continue;
    }
    for (; field?.type === 'array'; field = field.items) inList = true;
    const bare = step.startsWith('xdm:') ? step.slice(4) : step;
    const name = Object.hasOwn(field?.fields ?? {}, step) ? step : bare;
    if (field?.type === 'map') field = field.values;
    else if (Object.hasOwn(field?.fields ?? {}, name)) field = field?.fields?.[name];
    else if (field === undefined || field.open === true || field.fields === undefined) field = undefined;
    else return undefined;
    names.push(name);
  }
  return { names, field, inList };
}
