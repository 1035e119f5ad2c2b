import type { Said } from '@meniscus/languages/syntax';
import { type Field, fieldAt } from '@meniscus/languages/xdm';
import { type DescriptorContent, pathOf, pathsOf } from './descriptor.ts';
import { say } from './phrases.ts';
import { isRelational, type Resource } from './resource.ts';
import type { View } from './view.ts';

const KEY = 'xdm:descriptorPrimaryKey';
const VERSION = 'xdm:descriptorVersion';
const TIMESTAMP = 'xdm:descriptorTimestamp';
const NUMBERS = ['number', 'long', 'int', 'short', 'byte'];
const SCALARS = ['string', 'date', 'date-time', ...NUMBERS];

/** Dotted paths of `xdm:sourceProperty`, which may name several fields. */
function dottedPaths(content: DescriptorContent): readonly string[] {
  return pathsOf(content['xdm:sourceProperty']).map((path) => path.join('.'));
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
): readonly Said[] {
  const type = content['@type'];
  if (type !== KEY && type !== VERSION && type !== TIMESTAMP) return [];
  const schema = view.resource(content['xdm:sourceSchema'])?.body.content ?? {};
  if (!isRelational(schema)) return [say('schemas-relational-only', { type })];
  if (others.some((one) => one['@type'] === type)) return [say('schemas-one-of-type', { type })];
  return [
    ...dottedPaths(content).flatMap((path) => fieldProblems(type, path, root)),
    ...(type !== KEY && Array.isArray(content['xdm:sourceProperty'])
      ? [say('schemas-must-be', { name: 'xdm:sourceProperty', what: say('schemas-one-pointer') })]
      : []),
    ...timeProblems(content, others, schema['meta:behaviorType']),
  ];
}

function fieldProblems(type: string, path: string, root: Field): readonly Said[] {
  if (path.includes('.')) return [say('schemas-at-root', { path })];
  const field = fieldAt(root, [path]);
  const wanted = type === KEY ? SCALARS : type === VERSION ? ['date-time', ...NUMBERS] : ['date-time'];
  const problems: Said[] = [];
  if (field === undefined) return problems;
  if (root.required?.includes(path) !== true) problems.push(say('schemas-field-required', { path }));
  if (!wanted.includes(field.type))
    problems.push(say('schemas-field-type', { path, found: field.type, type, wanted: wanted.join(', ') }));
  return problems;
}

function timeProblems(
  content: DescriptorContent,
  others: readonly DescriptorContent[],
  behavior: unknown,
): readonly Said[] {
  const all = [...others, content];
  const [key, timestamp] = [KEY, TIMESTAMP].map((type) => all.find((one) => one['@type'] === type));
  if (content === timestamp && behavior !== 'time-series')
    return [say('schemas-time-series-only', { type: TIMESTAMP })];
  if (key === undefined || timestamp === undefined || content['@type'] === VERSION) return [];
  const [at = ''] = dottedPaths(timestamp);
  return dottedPaths(key).includes(at) ? [] : [say('schemas-composite-key', { path: at })];
}

/**
 * A relational schema keeps its version while it has a key (highest version wins). `next` is the descriptor as it will be;
 * undefined when it goes.
 */
export function versionNeeded(
  before: DescriptorContent,
  next: DescriptorContent | undefined,
  others: readonly DescriptorContent[],
): Said | undefined {
  if (before['@type'] !== VERSION || next?.['@type'] === VERSION) return undefined;
  return others.some((one) => one['@type'] === KEY)
    ? say('schemas-version-needed', { version: VERSION, key: KEY })
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
export function relationshipProblems(content: DescriptorContent, root: Field, view: View): readonly Said[] {
  const destination = content['xdm:destinationSchema'];
  if (!RELATIONSHIPS.includes(content['@type']) || typeof destination !== 'string') return [];
  const source = view.resource(content['xdm:sourceSchema']);
  const target = view.resource(destination);
  if (source === undefined || target?.body.kind !== 'schemas')
    return [say('schemas-no-schema-here', { name: 'xdm:destinationSchema', id: destination })];
  const problems: Said[] = [];
  for (const { body } of [source, target])
    if (!isRelational(body.content) && view.behaviorOf(body.content) === 'adhoc')
      problems.push(say('schemas-adhoc', { title: body.content.title ?? '', id: body.$id }));
  const [path = ''] = dottedPaths(content);
  if (isRelational(source.body.content) && path.includes('.')) problems.push(say('schemas-foreign-key', { path }));
  const found = fieldAt(root, path.split('.'))?.type;
  return [...problems, ...endProblems(content, target, path, found, view)];
}

function endProblems(
  content: DescriptorContent,
  {
    body: {
      $id: target,
      content: { title = '' },
    },
  }: Resource,
  path: string,
  found: Field['type'] | undefined,
  view: View,
): readonly Said[] {
  const property = content['xdm:destinationProperty'];
  const key = view.descriptorsOf(target).find(({ body }) => body.content['@type'] === KEY)?.body.content;
  const ends = property !== undefined ? [pathOf(property).join('.')] : key === undefined ? [] : dottedPaths(key);
  // A composite key is met by several relationships together.
  const [end] = ends.length === 1 ? ends : [];
  if (end === undefined) return [];
  const type = fieldAt(view.composition(target)?.root ?? { type: 'object' }, end.split('.'))?.type;
  if (type === undefined) return [say('schemas-no-destination-field', { title, target, property: String(property) })];
  return found === undefined || family(found) === family(type)
    ? []
    : [say('schemas-ends-differ', { path, found, end, title, target, type })];
}

function family(type: Field['type']): string {
  return NUMBERS.includes(type) ? 'number' : type;
}
