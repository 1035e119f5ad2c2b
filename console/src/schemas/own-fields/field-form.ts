import type { SchemaNode } from '@meniscus/languages/xdm';

const LONG = 9_007_199_254_740_991;

/** Kinds of value an own field can have, by their public names. */
export const TYPES = {
  String: { type: 'string', 'meta:xdmType': 'string' },
  Double: { type: 'number', 'meta:xdmType': 'number' },
  Long: { type: 'integer', minimum: -LONG, maximum: LONG, 'meta:xdmType': 'long' },
  Integer: { type: 'integer', minimum: -2_147_483_648, maximum: 2_147_483_647, 'meta:xdmType': 'int' },
  Short: { type: 'integer', minimum: -32_768, maximum: 32_767, 'meta:xdmType': 'short' },
  Byte: { type: 'integer', minimum: -128, maximum: 127, 'meta:xdmType': 'byte' },
  Boolean: { type: 'boolean', 'meta:xdmType': 'boolean' },
  Date: { type: 'string', format: 'date', 'meta:xdmType': 'date' },
  DateTime: { type: 'string', format: 'date-time', 'meta:xdmType': 'date-time' },
  Object: { type: 'object', 'meta:xdmType': 'object' },
  Map: { type: 'object', 'meta:xdmType': 'map' },
} as const satisfies Readonly<Record<string, SchemaNode>>;

/** A kind of value, or that the field is of a data type. */
export type TypeName = keyof typeof TYPES | 'DataType';

export const TYPE_NAMES: readonly TypeName[] = [...(Object.keys(TYPES) as TypeName[]), 'DataType'];

/** Formats of a text that can be chosen (page "Define fields in the UI"); a text with the format date-time is a DateTime. */
export const FORMATS = [
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uri-reference',
  'url-template',
  'json-pointer',
] as const;

/** What a person says of a field, as it is typed. Numbers that are not said are NaN, texts empty. */
export interface FieldForm {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: TypeName;
  /** `$id` of the data type, of a field of one. */
  readonly dataType: string;
  /** What the values of a map are. */
  readonly mapOf: 'string' | 'integer';
  readonly isArray: boolean;
  readonly leastItems: number;
  readonly mostItems: number;
  readonly hasUniqueItems: boolean;
  readonly isRequired: boolean;
  readonly defaultValue: string;
  readonly format: string;
  readonly pattern: string;
  /** Length of a text, or size of a number. */
  readonly least: number;
  readonly most: number;
  /** Of a Double: the limit itself is not taken. */
  readonly isAboveLeast: boolean;
  readonly isBelowMost: boolean;
  /** Values a text may have: no other (`enum`), or any other too (`suggested`). */
  readonly choices: 'any' | 'enum' | 'suggested';
  /** One a line: the value, or the value and what it is called behind a comma. */
  readonly values: string;
}

export const EMPTY_FORM: FieldForm = {
  name: '',
  title: '',
  description: '',
  type: 'String',
  dataType: '',
  mapOf: 'string',
  isArray: false,
  leastItems: Number.NaN,
  mostItems: Number.NaN,
  hasUniqueItems: false,
  isRequired: false,
  defaultValue: '',
  format: '',
  pattern: '',
  least: Number.NaN,
  most: Number.NaN,
  isAboveLeast: false,
  isBelowMost: false,
  choices: 'any',
  values: '',
};

const NUMBERS: readonly TypeName[] = ['Double', 'Long', 'Integer', 'Short', 'Byte'];

export function isNumber(type: TypeName): boolean {
  return NUMBERS.includes(type);
}

/** Can a value be given for records without one? */
export function takesDefault({ type, isArray }: FieldForm): boolean {
  return !isArray && (type === 'String' || type === 'Boolean' || isNumber(type));
}

/** Field names: letters, digits and underscores, a letter first (guide: no spaces or leading underscore). */
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) !== undefined;
  } catch {
    return false;
  }
}

/** The first thing in a form the platform would not take, as far as that can be told without asking it. */
export function faultOf(form: FieldForm): 'name' | 'pattern' | 'default' | 'dataType' | undefined {
  if (!FIELD_NAME.test(form.name)) return 'name';
  if (form.type === 'DataType' && form.dataType === '') return 'dataType';
  if (form.type === 'String' && !isPattern(form.pattern)) return 'pattern';
  const wrong = isNumber(form.type)
    ? !Number.isFinite(Number(form.defaultValue))
    : form.type === 'Boolean' && !['', 'true', 'false'].includes(form.defaultValue);
  return takesDefault(form) && wrong ? 'default' : undefined;
}

function said(numbers: Readonly<Record<string, number>>): SchemaNode {
  return Object.fromEntries(Object.entries(numbers).filter(([, value]) => !Number.isNaN(value)));
}

function limitsOf({ type, least, most, isAboveLeast, isBelowMost }: FieldForm): SchemaNode {
  if (type === 'String') return said({ minLength: least, maxLength: most });
  if (!isNumber(type)) return {};
  const exclusive = type === 'Double';
  return said({
    [exclusive && isAboveLeast ? 'exclusiveMinimum' : 'minimum']: least,
    [exclusive && isBelowMost ? 'exclusiveMaximum' : 'maximum']: most,
  });
}

/** Values and their display names out of lines: a value, or a value and a name after a comma. */
export function namedValues(lines: string): readonly (readonly [value: string, name: string])[] {
  return lines.split('\n').flatMap((line) => {
    const comma = line.indexOf(',');
    const value = (comma < 0 ? line : line.slice(0, comma)).trim();
    const label = comma < 0 ? '' : line.slice(comma + 1).trim();
    return value === '' ? [] : [[value, label || value] as const];
  });
}

/** The lines `namedValues` reads. */
export function valueLines(named: Readonly<Record<string, string>>): string {
  const lines = Object.entries(named).map(([value, label]) => (label === value ? value : `${value}, ${label}`));
  return lines.join('\n');
}

function choicesOf({ choices, values }: FieldForm): SchemaNode {
  const listed = namedValues(values);
  if (choices === 'any' || listed.length === 0) return {};
  const named = { 'meta:enum': Object.fromEntries(listed) };
  return choices === 'enum' ? { ...named, enum: listed.map(([value]) => value) } : named;
}

function textRules({ format, pattern }: FieldForm): SchemaNode {
  return { ...(format === '' ? {} : { format }), ...(pattern === '' ? {} : { pattern }) };
}

function defaultOf(form: FieldForm): SchemaNode {
  const { type, defaultValue: text } = form;
  if (!takesDefault(form) || text === '') return {};
  return { default: type === 'String' ? text : type === 'Boolean' ? text === 'true' : Number(text) };
}

/** What the form says of one value: of the field, or of each in its list. */
function kindOf(form: FieldForm): SchemaNode {
  const { type, dataType, mapOf } = form;
  if (type === 'DataType') return { $ref: dataType };
  if (type === 'Map') return { ...TYPES.Map, additionalProperties: { type: mapOf } };
  const ofText = type === 'String' ? { ...textRules(form), ...choicesOf(form) } : {};
  return { ...TYPES[type], ...limitsOf(form), ...ofText, ...defaultOf(form) };
}

/** Attributes a form says itself, and those the registry derives from them. */
const GOVERNED = new Set(
  `$ref type title description format pattern minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength minItems
   maxItems uniqueItems default enum meta:enum items additionalProperties meta:xdmType meta:xdmField`.split(/\s+/),
);
const OF_OBJECTS = new Set(['properties', 'required', 'allOf']);

function without(node: SchemaNode, leaves: (name: string) => boolean): SchemaNode {
  return Object.fromEntries(Object.entries(node).filter(([name]) => !leaves(name)));
}

/** The value as the form has it, and what else was said of it before. */
function changed(form: FieldForm, before: SchemaNode): SchemaNode {
  const isObject = form.type === 'Object';
  const kept = without(before, (name) => GOVERNED.has(name) || (!isObject && OF_OBJECTS.has(name)));
  const value = { ...kept, ...kindOf(form) };
  if (typeOf(before) !== form.type) return value;
  // Limits of the type that were not written down would be new ones.
  const unlimited = (name: string) =>
    (name === 'minimum' || name === 'maximum') && before[name] === undefined && isOfType(form.type, name, value[name]);
  const { enum: only, 'meta:enum': named } = before;
  const values = form.type === 'String' ? {} : { ...(only && { enum: only }), ...(named && { 'meta:enum': named }) };
  return { ...without(value, unlimited), ...values };
}

/** The field as JSON Schema. What it said before, and the form does not speak of, it says on: the fields of an object too. */
export function nodeOf(form: FieldForm, before?: SchemaNode): SchemaNode {
  const { title, name, description, isArray, leastItems, mostItems, hasUniqueItems } = form;
  const texts = {
    title: title.trim() || name,
    ...(description.trim() === '' ? {} : { description: description.trim() }),
  };
  const value = before === undefined ? kindOf(form) : changed(form, before.items ?? before);
  if (!isArray) return { ...value, ...texts };
  return {
    ...(before?.items === undefined ? {} : without(before, (name) => GOVERNED.has(name))),
    ...texts,
    type: 'array',
    'meta:xdmType': 'array',
    items: value,
    ...said({ minItems: leastItems, maxItems: mostItems }),
    ...(hasUniqueItems ? { uniqueItems: true } : {}),
  };
}

function typeOf(node: SchemaNode): TypeName {
  if (node.$ref !== undefined) return 'DataType';
  const named = node['meta:xdmType'] ?? node.type;
  const found = Object.entries(TYPES).find(([, kind]) => kind['meta:xdmType'] === named);
  return (found?.[0] ?? 'Object') as TypeName;
}

function isOfType(type: TypeName, name: 'minimum' | 'maximum', value: unknown): boolean {
  const ofType: SchemaNode = type === 'DataType' ? {} : TYPES[type];
  return value === ofType[name];
}

/** A limit that is only that of the type is none a person has set. */
function limit(type: TypeName, name: 'minimum' | 'maximum', value: number | undefined): number {
  return value === undefined || isOfType(type, name, value) ? Number.NaN : value;
}

function valuesOf({ enum: only, 'meta:enum': named }: SchemaNode): Pick<FieldForm, 'choices' | 'values'> {
  const all = named ?? Object.fromEntries((only ?? []).map((value) => [String(value), String(value)]));
  return { choices: only !== undefined ? 'enum' : named !== undefined ? 'suggested' : 'any', values: valueLines(all) };
}

/** What the form shows of a field that is declared already. */
export function formOf(name: string, node: SchemaNode, isRequired: boolean): FieldForm {
  const inner = node.items ?? node;
  const type = typeOf(inner);
  const values = inner.additionalProperties as SchemaNode | undefined;
  const [least, most] =
    type === 'String'
      ? [inner.minLength, inner.maxLength]
      : [inner.exclusiveMinimum ?? inner.minimum, inner.exclusiveMaximum ?? inner.maximum];
  return {
    ...EMPTY_FORM,
    name,
    title: node.title ?? '',
    description: node.description ?? '',
    type,
    dataType: inner.$ref ?? '',
    mapOf: type === 'Map' && values?.type === 'integer' ? 'integer' : 'string',
    isArray: node.items !== undefined,
    leastItems: node.minItems ?? Number.NaN,
    mostItems: node.maxItems ?? Number.NaN,
    hasUniqueItems: node.uniqueItems ?? false,
    isRequired,
    defaultValue: inner.default === undefined ? '' : String(inner.default),
    format: type === 'String' ? (inner.format ?? '') : '',
    pattern: inner.pattern ?? '',
    least: limit(type, 'minimum', least),
    most: limit(type, 'maximum', most),
    isAboveLeast: inner.exclusiveMinimum !== undefined,
    isBelowMost: inner.exclusiveMaximum !== undefined,
    ...(type === 'String' ? valuesOf(inner) : {}),
  };
}
