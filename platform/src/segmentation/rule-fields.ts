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
  /** Values it can have, or is suggested to have, with their labels. */
  readonly values?: readonly { readonly value: string; readonly label: string }[];
}

/** Names the language can write; it has no quotes for others. */
const NAME = /^[\p{L}$_][\p{L}\p{N}$_]*$/u;

/** Fields of a schema a rule may compare, in the order of the schema. Maps are left out: their keys are in no schema. */
export function ruleFieldsOf(root: Field): readonly RuleField[] {
  const found: RuleField[] = [];
  visit(root, [], false, found);
  return found;
}

function visit(field: Field, path: readonly string[], many: boolean, found: RuleField[]): void {
  const { type } = field;
  if (type === 'map') return;
  if (type === 'array') {
    if (field.items !== undefined) visit({ ...titlesOf(field), ...field.items }, path, true, found);
    return;
  }
  if (type !== 'object') {
    found.push({ path: path.join('.'), type, ...titlesOf(field), ...(many ? { many } : {}), ...valuesOf(field) });
    return;
  }
  for (const [name, child] of Object.entries(field.fields ?? {}))
    if (NAME.test(name)) visit(child, [...path, name], many, found);
}

function titlesOf({ title, description }: Field): Pick<RuleField, 'title' | 'description'> {
  return { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
}

function valuesOf({ enum: allowed, suggested = {} }: Field): Pick<RuleField, 'values'> {
  const values = allowed?.map(String) ?? Object.keys(suggested);
  if (values.length === 0) return {};
  return { values: values.map((value) => ({ value, label: suggested[value] ?? value })) };
}
