import type { Field } from '@meniscus/languages/xdm';

/** A field a rule may compare: one that holds a single value, alone or in each item of a list. */
export interface RuleField {
  /** As a rule writes it, `loyalty.tier`; below the event for fields of events. */
  readonly path: string;
  readonly type: Exclude<Field['type'], 'object' | 'array' | 'map'>;
  readonly title?: string;
  readonly description?: string;
  /** There may be several values: a comparison holds when it holds for one of them. */
  readonly many?: true;
  /** The outermost list of objects it stands in; a rule may count the items of that. */
  readonly list?: string;
  /** Values it can have, or is suggested to have, with their labels. */
  readonly values?: readonly { readonly value: string; readonly label: string }[];
}

/** Names the language can write; it has no quotes for others. */
const NAME = /^[\p{L}$_][\p{L}\p{N}$_]*$/u;

/** Fields of a schema a rule may compare, in the order of the schema. Maps are left out: their keys are in no schema. */
export function ruleFieldsOf(root: Field): readonly RuleField[] {
  return visit(root, [], {});
}

function visit(field: Field, path: readonly string[], above: Pick<RuleField, 'many' | 'list'>): readonly RuleField[] {
  const { type } = field;
  if (type === 'map') return [];
  if (type === 'array')
    return field.items === undefined ? [] : visit(itemOf(field), path, insideOf(field, path, above));
  if (type !== 'object') return [{ path: path.join('.'), type, ...titlesOf(field), ...above, ...valuesOf(field) }];
  return Object.entries(field.fields ?? {}).flatMap(([name, child]) =>
    NAME.test(name) ? visit(child, [...path, name], above) : [],
  );
}

/** An item goes by the name of its list unless it has one. */
function itemOf(field: Field): Field {
  return { ...titlesOf(field), ...field.items! };
}

function insideOf(
  { items }: Field,
  path: readonly string[],
  { list }: Pick<RuleField, 'list'>,
): Pick<RuleField, 'many' | 'list'> {
  const outermost = list ?? (items?.type === 'object' ? path.join('.') : undefined);
  return { many: true, ...(outermost === undefined ? {} : { list: outermost }) };
}

function titlesOf({ title, description }: Field): Pick<RuleField, 'title' | 'description'> {
  return { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
}

function valuesOf({ enum: allowed, suggested = {} }: Field): Pick<RuleField, 'values'> {
  const values = allowed?.map(String) ?? Object.keys(suggested);
  if (values.length === 0) return {};
  return { values: values.map((value) => ({ value, label: suggested[value] ?? value })) };
}
