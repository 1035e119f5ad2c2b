import type { ColumnDeclaration, ColumnName, Say } from './column-declaration.ts';
import { sayOfColumn } from './column-phrases.ts';
import type { Field } from './field.ts';
import type { SchemaNode } from './schema-node.ts';
import { shapeProblems } from './shape.ts';

const LONG = 9_007_199_254_740_991;

/** JSON Schema by data type, bounds as the Schema Editor writes them (page "XDM field type constraints"). */
const NODES: Readonly<Record<string, SchemaNode>> = {
  string: { type: 'string', 'meta:xdmType': 'string' },
  number: { type: 'number', 'meta:xdmType': 'number' },
  double: { type: 'number', 'meta:xdmType': 'number' },
  long: { type: 'integer', minimum: -LONG, maximum: LONG, 'meta:xdmType': 'long' },
  integer: { type: 'integer', 'meta:xdmType': 'int' },
  int: { type: 'integer', 'meta:xdmType': 'int' },
  short: { type: 'integer', minimum: -32_768, maximum: 32_767, 'meta:xdmType': 'short' },
  byte: { type: 'integer', minimum: -128, maximum: 127, 'meta:xdmType': 'byte' },
  boolean: { type: 'boolean', 'meta:xdmType': 'boolean' },
  date: { type: 'string', format: 'date', 'meta:xdmType': 'date' },
  'date-time': { type: 'string', format: 'date-time', 'meta:xdmType': 'date-time' },
  datetime: { type: 'string', format: 'date-time', 'meta:xdmType': 'date-time' },
  object: { type: 'object', 'meta:xdmType': 'object' },
  map: { type: 'object', additionalProperties: { type: 'string' }, 'meta:xdmType': 'map' },
};

const NUMERIC: readonly ColumnName[] = ['minimum', 'maximum'];
const TEXTUAL: readonly ColumnName[] = ['stringPattern', 'format', 'minLength', 'maxLength'];
const FORMATS = ['email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uri-reference', 'url-template', 'json-pointer'];

/** JSON Schema type of a data type's name; undefined for an unknown name. */
export function typeNamed(dataType: string): SchemaNode | undefined {
  const name = dataType.trim().toLowerCase();
  return Object.hasOwn(NODES, name) ? NODES[name] : undefined;
}

/** The field a custom declaration describes. Reports what contradicts; the node then is not to be used. */
export function customNode(declaration: ColumnDeclaration, say: Say): SchemaNode {
  const { dataType, $ref, properties } = declaration;
  const base = dataType === undefined && $ref !== undefined ? NODES.object : typeNamed(dataType ?? '');
  if (base === undefined) {
    const names = Object.keys(NODES).join(', ');
    say('dataType', sayOfColumn(dataType === undefined ? 'column-required-custom' : 'column-one-of', { names }));
    return {};
  }
  checkObject(declaration, base, say);
  checkConstraints(declaration, base, say);
  const { title, description } = textsOf(declaration);
  const { minimum, maximum, minLength, maxLength, format, stringPattern: pattern, enum: values } = declaration;
  const own = { minimum, maximum, minLength, maxLength, format, pattern, enum: values, properties };
  const inner = $ref === undefined ? { ...base, ...defined(own) } : { $ref };
  if (declaration.isArray !== true) return { title, description, ...inner };
  return { title, description, type: 'array', items: inner, 'meta:xdmType': 'array' };
}

function textsOf({ displayName, fieldDescription, fieldPath }: ColumnDeclaration) {
  return { title: displayName ?? titleOf(fieldPath), description: fieldDescription ?? '' };
}

/** `loyalty.pointsBalance` is shown as Points Balance unless a name is given. */
function titleOf(path: string): string {
  const name = path.split('.').at(-1) ?? path;
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .filter((word) => word !== '');
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join(' ');
}

function defined(node: Readonly<Record<string, unknown>>): SchemaNode {
  return Object.fromEntries(Object.entries(node).filter(([, value]) => value !== undefined));
}

function checkObject({ properties, $ref }: ColumnDeclaration, base: SchemaNode, say: Say): void {
  const object = base['meta:xdmType'] === 'object';
  if (object && (properties === undefined) === ($ref === undefined)) say('properties', sayOfColumn('column-either'));
  if (!object && properties !== undefined) say('properties', sayOfColumn('column-only-objects'));
  if (!object && $ref !== undefined) say('$ref', sayOfColumn('column-only-objects-refer'));
  if (properties === undefined) return;
  for (const { pointer, ...what } of shapeProblems({ type: 'object', properties }))
    say('properties', sayOfColumn('column-properties', { pointer, what }));
}

function checkConstraints(declaration: ColumnDeclaration, base: SchemaNode, say: Say): void {
  const numeric = base.type === 'number' || base.type === 'integer';
  const text = base['meta:xdmType'] === 'string';
  for (const name of NUMERIC)
    if (declaration[name] !== undefined && !numeric) say(name, sayOfColumn('column-numbers-only'));
  for (const name of TEXTUAL) if (declaration[name] !== undefined && !text) say(name, sayOfColumn('column-text-only'));
  const { minimum, maximum, minLength, maxLength, format, stringPattern: pattern, enum: values } = declaration;
  if (minimum !== undefined && maximum !== undefined && minimum > maximum)
    say('minimum', sayOfColumn('column-above', { other: 'maximum' }));
  if (minLength !== undefined && maxLength !== undefined && minLength > maxLength)
    say('minLength', sayOfColumn('column-above', { other: 'maxLength' }));
  if (text && format !== undefined && !FORMATS.includes(format))
    say('format', sayOfColumn('column-format', { formats: FORMATS.join(', ') }));
  for (const { pointer: _, ...what } of shapeProblems({ type: 'string', pattern })) say('stringPattern', what);
  if (values !== undefined) checkEnum(values, numeric, text, say);
}

function checkEnum(values: readonly (string | number)[], numeric: boolean, text: boolean, say: Say): void {
  if (!numeric && !text) say('enum', sayOfColumn('column-both-only'));
  else if (values.length === 0) say('enum', sayOfColumn('column-a-value'));
  else if (new Set(values).size < values.length) say('enum', sayOfColumn('column-value-twice'));
  else if (numeric && values.some((value) => typeof value !== 'number'))
    say('enum', sayOfColumn('column-hold-numbers'));
  else if (text && values.some((value) => typeof value !== 'string')) say('enum', sayOfColumn('column-hold-texts'));
}

const OWN_RULES = [
  ['minimum', 'minimum'],
  ['maximum', 'maximum'],
  ['minLength', 'minLength'],
  ['maxLength', 'maxLength'],
  ['format', 'format'],
  ['stringPattern', 'pattern'],
] as const;

/** A standard field keeps its type and rules; a declaration may repeat them but not change them. */
export function checkStandard(declaration: ColumnDeclaration, field: Field, say: Say): void {
  const { dataType, isArray, properties, $ref } = declaration;
  const element = field.type === 'array' ? (field.items ?? field) : field;
  const named = dataType === undefined ? undefined : typeNamed(dataType);
  if (dataType !== undefined && named?.['meta:xdmType'] !== element.type && dataType.toLowerCase() !== field.type)
    say('dataType', sayOfColumn('column-standard-type', { type: element.type }));
  if (isArray === true && field.type !== 'array') say('isArray', sayOfColumn('column-standard-array'));
  for (const [name, rule] of OWN_RULES)
    if (declaration[name] !== undefined && declaration[name] !== element[rule])
      say(name, sayOfColumn('column-standard-fixed'));
  if (properties !== undefined) say('properties', sayOfColumn('column-standard-fixed'));
  if ($ref !== undefined && $ref !== element.referencedFrom) say('$ref', sayOfColumn('column-standard-fixed'));
}
