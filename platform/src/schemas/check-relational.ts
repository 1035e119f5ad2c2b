import { type Field, fieldAt } from '@meniscus/languages/xdm';
import { type DescriptorContent, pathOf } from './descriptor.ts';
import { isRelational } from './resource.ts';
import type { View } from './view.ts';

const KEY = 'xdm:descriptorPrimaryKey';
const VERSION = 'xdm:descriptorVersion';
const TIMESTAMP = 'xdm:descriptorTimestamp';
const NUMBERS = ['number', 'long', 'int', 'short', 'byte'];
const SCALARS = ['string', 'date', 'date-time', ...NUMBERS];

/** Dotted paths of `xdm:sourceProperty`, which may name several fields. */
function pathsOf(content: DescriptorContent): readonly string[] {
  return [content['xdm:sourceProperty']].flat().map((property) => pathOf(property).join('.'));
}

/**
 * What key, version and timestamp of a relational schema must be (page "Descriptors in the Schema Registry API"): mandatory
 * fields at the root, one descriptor of a kind, the timestamp part of the key of a time series. `others` are the
 * descriptors the schema has already.
 */
export function relationalProblems(
  content: DescriptorContent,
  root: Field,
  others: readonly DescriptorContent[],
  view: View,
): readonly string[] {
  const type = content['@type'];
  if (type !== KEY && type !== VERSION && type !== TIMESTAMP) return [];
  const schema = view.resource(content['xdm:sourceSchema'])?.body.content ?? {};
  if (!isRelational(schema)) return [`${type} is for relational schemas only`];
  if (others.some((one) => one['@type'] === type)) return [`the schema has an ${type} already; a schema has one`];
  return [
    ...pathsOf(content).flatMap((path) => fieldProblems(type, path, root)),
    ...(type !== KEY && Array.isArray(content['xdm:sourceProperty']) ? ['xdm:sourceProperty must be one pointer'] : []),
    ...timeProblems(content, others, schema['meta:behaviorType']),
  ];
}

function fieldProblems(type: string, path: string, root: Field): readonly string[] {
  if (path.includes('.')) return [`xdm:sourceProperty: ${path} must lie at the root of the schema`];
  const field = fieldAt(root, [path]);
  const wanted = type === KEY ? SCALARS : type === VERSION ? ['date-time', ...NUMBERS] : ['date-time'];
  const problems: string[] = [];
  if (field === undefined) return problems;
  if (root.required?.includes(path) !== true)
    problems.push(`xdm:sourceProperty: ${path} must be required by the schema`);
  if (!wanted.includes(field.type))
    problems.push(`xdm:sourceProperty: ${path} is ${field.type}; ${type} takes ${wanted.join(', ')}`);
  return problems;
}

function timeProblems(
  content: DescriptorContent,
  others: readonly DescriptorContent[],
  behavior: unknown,
): readonly string[] {
  const all = [...others, content];
  const [key, timestamp] = [KEY, TIMESTAMP].map((type) => all.find((one) => one['@type'] === type));
  if (content === timestamp && behavior !== 'time-series')
    return [`${TIMESTAMP} is for schemas with meta:behaviorType time-series`];
  if (key === undefined || timestamp === undefined || content['@type'] === VERSION) return [];
  const [at = ''] = pathsOf(timestamp);
  return pathsOf(key).includes(at) ? [] : [`the primary key must be composite and hold the timestamp field ${at}`];
}

/**
 * A relational schema keeps its version while it has a key (highest version wins). `next` is the descriptor as it will be;
 * undefined when it goes.
 */
export function versionNeeded(
  before: DescriptorContent,
  next: DescriptorContent | undefined,
  others: readonly DescriptorContent[],
): string | undefined {
  if (before['@type'] !== VERSION || next?.['@type'] === VERSION) return undefined;
  return others.some((one) => one['@type'] === KEY)
    ? `the schema has a primary key, and a key needs its ${VERSION}; delete the ${KEY} first`
    : undefined;
}

const RELATIONSHIPS = [
  'xdm:descriptorRelationship',
  'xdm:relationshipDescriptor',
  'xdm:descriptorOneToOne',
  'xdm:descriptorOneToMany',
  'xdm:descriptorManyToOne',
  'xdm:descriptorManyToMany',
];

/**
 * Both ends of a relationship: the destination is a schema of the sandbox and has the field, both fields have one type,
 * ad-hoc schemas take no part, a foreign key of a relational schema lies at the root.
 */
export function relationshipProblems(content: DescriptorContent, root: Field, view: View): readonly string[] {
  const destination = content['xdm:destinationSchema'];
  if (!RELATIONSHIPS.includes(content['@type']) || typeof destination !== 'string') return [];
  const source = view.resource(content['xdm:sourceSchema']);
  const target = view.resource(destination);
  if (source === undefined || target?.body.kind !== 'schemas')
    return [`xdm:destinationSchema: there is no schema ${destination} in this sandbox`];
  const problems: string[] = [];
  for (const { body } of [source, target])
    if (!isRelational(body.content) && view.behaviorOf(body.content) === 'adhoc')
      problems.push(`the ad-hoc schema ${body.$id} cannot take part in relationships`);
  const [path = ''] = pathsOf(content);
  if (isRelational(source.body.content) && path.includes('.'))
    problems.push(`xdm:sourceProperty: the foreign key ${path} must lie at the root of a relational schema`);
  const found = fieldAt(root, path.split('.'))?.type;
  return [...problems, ...endProblems(content, target.body.$id, found, view)];
}

function endProblems(
  content: DescriptorContent,
  target: string,
  found: Field['type'] | undefined,
  view: View,
): readonly string[] {
  const property = content['xdm:destinationProperty'];
  const key = view.descriptorsOf(target).find(({ body }) => body.content['@type'] === KEY)?.body.content;
  const ends = property !== undefined ? [pathOf(property).join('.')] : key === undefined ? [] : pathsOf(key);
  // A composite key is met by several relationships together.
  const [end] = ends.length === 1 ? ends : [];
  if (end === undefined) return [];
  const type = fieldAt(view.composition(target)?.root ?? { type: 'object' }, end.split('.'))?.type;
  if (type === undefined) return [`xdm:destinationProperty: ${target} has no field ${String(property)}`];
  return found === undefined || family(found) === family(type)
    ? []
    : [`xdm:sourceProperty is ${found}, but ${end} of the destination is ${type}; both ends need one type`];
}

function family(type: Field['type']): string {
  return NUMBERS.includes(type) ? 'number' : type;
}
