import type { Said } from '@meniscus/languages/syntax';
import { type Field, fieldAt } from '@meniscus/languages/xdm';
import { type Scope, sayOfRequest } from '../kernel/index.ts';
import { relationalProblems, relationshipProblems } from './check-relational.ts';
import { hasIdentityMap, primaryNamespace } from './check-union.ts';
import { type Descriptor, type DescriptorContent, identitiesOf, pathOf, pathsOf } from './descriptor.ts';
import { identityMissing, invalid, invalidOf } from './errors.ts';
import { say } from './phrases.ts';
import { inUnion, namespaceOf } from './resource.ts';
import type { View } from './view.ts';

/** A question to the identity stage. `code` is the namespace's code, or its integer id as text (`xdm:property` is `xdm:id`). */
export type NamespaceExists = (scope: Scope, code: string) => boolean | Promise<boolean>;

/** Attributes the registry sets. */
const SYSTEM = new Set(
  '@id imsOrg version meta:resourceType meta:containerId meta:sandboxId meta:sandboxType meta:registryMetadata'.split(
    ' ',
  ),
);

/** What each kind must carry beside the common fields (page "Descriptors in the Schema Registry API"). */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'xdm:descriptorIdentity': ['xdm:sourceProperty', 'xdm:namespace', 'xdm:property'],
  'xdm:alternateDisplayInfo': ['xdm:sourceProperty'],
  'xdm:descriptorOneToOne': ['xdm:sourceProperty', 'xdm:destinationSchema'],
  'xdm:descriptorOneToMany': ['xdm:sourceProperty', 'xdm:destinationSchema'],
  'xdm:descriptorManyToOne': ['xdm:sourceProperty', 'xdm:destinationSchema'],
  'xdm:descriptorManyToMany': ['xdm:sourceProperty', 'xdm:destinationSchema'],
  'xdm:descriptorReferenceIdentity': ['xdm:sourceProperty', 'xdm:identityNamespace'],
  'xdm:descriptorRelationship': ['xdm:sourceProperty', 'xdm:destinationSchema'],
  // Adobe's OpenAPI file spells it so.
  'xdm:relationshipDescriptor': ['xdm:sourceProperty', 'xdm:destinationSchema'],
  'xdm:descriptorPrimaryKey': ['xdm:sourceProperty'],
  'xdm:descriptorVersion': ['xdm:sourceProperty'],
  'xdm:descriptorTimestamp': ['xdm:sourceProperty'],
  'xdm:descriptorDeprecated': ['xdm:sourceProperty'],
  'xdm:descriptorLabel': ['xdm:labels'],
  'xdm:descriptorTimeSeriesGranularity': ['xdm:granularity'],
  'xdm:descriptorMetaEnumRemove': ['xdm:sourceProperty', 'meta:enum'],
  'xdm:descriptorDuplicationExclusions': ['xdm:sourceProperty'],
  'xdm:eventRelationship': ['xdm:destinationSchema', 'xdm:destinationVersion'],
};

const DISPLAY = [
  'xdm:title',
  'xdm:description',
  'xdm:note',
  'meta:enum',
  'xdm:excludeMetaEnum',
  'meta:excludeMetaEnum',
];
const CARDINALITIES = ['1:1', '1:0', 'M:1', 'M:0'];
const GRANULARITIES = ['hour', 'day', 'week', 'month', 'quarter', 'year'];
const TEXTS = [
  'xdm:sourceSchema',
  'xdm:destinationSchema',
  'xdm:identityNamespace',
  'xdm:cardinality',
  'xdm:granularity',
];

/** The author's part of a body; throws when it lacks what its kind must carry. */
export function readDescriptor(body: unknown, view: View): DescriptorContent {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid(sayOfRequest('request-body-object'));
  const content = Object.fromEntries(Object.entries(body).filter(([name]) => !SYSTEM.has(name)));
  const type = content['@type'];
  if (typeof type !== 'string' || !Object.hasOwn(REQUIRED, type))
    throw invalid(sayOfRequest('request-one-of', { name: '@type', known: Object.keys(REQUIRED).join(', ') }));
  const missing = ['xdm:sourceSchema', ...(REQUIRED[type] ?? [])].filter((name) => content[name] === undefined);
  const wrong = TEXTS.filter((name) => content[name] !== undefined && typeof content[name] !== 'string');
  const problems = [
    ...missing.map((name) => sayOfRequest('request-required', { name })),
    ...wrong.map((name) => sayOfRequest('request-string', { name })),
  ];
  if (problems.length > 0) throw invalid(...problems);
  return {
    ...content,
    '@type': type,
    // Some send it as a text.
    'xdm:sourceVersion': Number(content['xdm:sourceVersion'] ?? 1),
    'xdm:sourceSchema': view.idOf(String(content['xdm:sourceSchema'])),
  };
}

/** Checks a descriptor against schemas, fields, namespaces and the other descriptors. `self` is its id when it is replaced. */
export async function checkDescriptor(
  content: DescriptorContent,
  view: View,
  scope: Scope,
  namespaceExists: NamespaceExists,
  self?: string,
): Promise<void> {
  const root = checkSource(content, view);
  const schema = view.resource(content['xdm:sourceSchema'])!;
  const refused = (...details: readonly Said[]) => invalidOf(schema, ...details);
  const others = view.descriptorsOf(content['xdm:sourceSchema']).filter(({ id }) => id !== self);
  const problems = [
    ...propertyProblems(content, root),
    ...valueProblems(content, view),
    ...displayProblems(content, root, namespaceOf(scope)),
    ...relationshipProblems(content, root, view),
    ...relationalProblems(
      content,
      root,
      others.map(({ body }) => body.content),
      view,
    ),
  ];
  if (problems.length > 0) throw refused(...problems);
  const namespace = namespaceIn(content);
  const wrong = content['@type'] === 'xdm:descriptorIdentity' ? identityProblem(content, root, others) : undefined;
  if (wrong !== undefined) throw refused(wrong);
  if (namespace !== undefined && !(await namespaceExists(scope, namespace)))
    throw refused(say('schemas-no-namespace', { code: namespace }));
}

/** The namespace that is named, which must be there. */
function namespaceIn(content: DescriptorContent): string | undefined {
  if (content['@type'] === 'xdm:descriptorIdentity') return String(content['xdm:namespace']);
  return content['@type'] === 'xdm:descriptorReferenceIdentity' ? String(content['xdm:identityNamespace']) : undefined;
}

function checkSource(content: DescriptorContent, view: View): Field {
  const id = content['xdm:sourceSchema'];
  const composition = view.resource(id)?.body.kind === 'schemas' ? view.composition(id) : undefined;
  if (composition === undefined) throw invalid(say('schemas-no-schema-here', { name: 'xdm:sourceSchema', id }));
  if (Number(content['xdm:sourceVersion']) !== 1)
    throw invalid(say('schemas-must-be', { name: 'xdm:sourceVersion', what: say('schemas-only-version') }));
  return composition.root;
}

/** Pointers begin with a slash, do not end with one, have no `properties` segments, and name a field; only labels are for the whole schema. */
function propertyProblems(content: DescriptorContent, root: Field): readonly Said[] {
  const property = content['xdm:sourceProperty'];
  const listed = property === undefined ? [] : Array.isArray(property) ? property : [property];
  return listed.flatMap((one) => {
    if (typeof one !== 'string' || !one.startsWith('/') || (one.length > 1 && one.endsWith('/')))
      return [say('schemas-pointer', { value: String(JSON.stringify(one)) })];
    if (one === '/' && content['@type'] !== 'xdm:descriptorLabel') return [say('schemas-one-field', { path: one })];
    if (fieldAt(root, pathOf(one)) !== undefined) return [];
    return [say(one.includes('/properties/') ? 'schemas-no-field-properties' : 'schemas-no-field', { path: one })];
  });
}

function valueProblems(content: DescriptorContent, view: View): readonly Said[] {
  const problems: Said[] = [];
  const {
    '@type': type,
    'xdm:destinationSchema': destination,
    'xdm:cardinality': cardinality,
    'xdm:granularity': granularity,
  } = content;
  if (type === 'xdm:alternateDisplayInfo' && !DISPLAY.some((name) => content[name] !== undefined))
    problems.push(say('schemas-one-required', { names: DISPLAY.join(', ') }));
  if (typeof destination === 'string' && view.kindOf(destination) === undefined)
    problems.push(say('schemas-no-schema', { name: 'xdm:destinationSchema', id: destination }));
  if (cardinality !== undefined && !CARDINALITIES.includes(String(cardinality)))
    problems.push(sayOfRequest('request-one-of', { name: 'xdm:cardinality', known: CARDINALITIES.join(', ') }));
  if (granularity !== undefined && !GRANULARITIES.includes(String(granularity)))
    problems.push(sayOfRequest('request-one-of', { name: 'xdm:granularity', known: GRANULARITIES.join(', ') }));
  if (content['xdm:labels'] !== undefined && !Array.isArray(content['xdm:labels']))
    problems.push(sayOfRequest('request-array', { name: 'xdm:labels' }));
  if (type === 'xdm:descriptorReferenceIdentity') problems.push(...referenceProblems(content, view));
  return problems;
}

/**
 * Texts by locale; suggested values as a text or as texts by locale; standard fields only (custom ones carry a title). Values
 * are suggested for texts, and where the library names the only ones, no others (page "Manage suggested values in the API").
 */
function displayProblems(content: DescriptorContent, root: Field, namespace: string): readonly Said[] {
  const problems: Said[] = [];
  const paths = pathsOf(content['xdm:sourceProperty']);
  if (content['@type'] === 'xdm:alternateDisplayInfo') {
    problems.push(...suggestionProblems(content['meta:enum'], paths, root));
    const own = paths.find((path) => path.includes(namespace));
    if (own !== undefined) problems.push(say('schemas-own-title', { path: `/${own.join('/')}` }));
    for (const name of ['xdm:title', 'xdm:description', 'xdm:note'])
      if (content[name] !== undefined && !isTexts(content[name]))
        problems.push(
          say('schemas-must-be', { name, what: say('schemas-texts-by-locale', { example: '{"en_us": "Tier"}' }) }),
        );
  }
  if (content['@type'] === 'xdm:descriptorLabel' && paths.some((path) => path.join('.') === namespace))
    problems.push(say('schemas-not-labelled', { namespace }));
  return problems;
}

function suggestionProblems(values: unknown, paths: readonly (readonly string[])[], root: Field): readonly Said[] {
  if (values === undefined) return [];
  if (!isSuggestion(values))
    return [say('schemas-must-be', { name: 'meta:enum', what: say('schemas-values-and-texts') })];
  return paths.flatMap((names) => {
    const path = `/${names.join('/')}`;
    const field = fieldAt(root, names);
    const { type, enum: only } = field?.items ?? field ?? { type: 'string' };
    if (type !== 'string') return [say('schemas-suggests-text', { path, type })];
    const known = only?.map(String) ?? Object.keys(values);
    const [other] = Object.keys(values).filter((value) => !known.includes(value));
    return other === undefined ? [] : [say('schemas-suggests-only', { path, value: other })];
  });
}

function isTexts(value: unknown): boolean {
  return isObject(value) && Object.values(value).every((text) => typeof text === 'string');
}

function isSuggestion(value: unknown): value is object {
  return isObject(value) && Object.values(value).every((text) => typeof text === 'string' || isTexts(text));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A reference identity next to a relationship has the namespace of the schema the relationship points to. */
function referenceProblems(content: DescriptorContent, view: View): readonly Said[] {
  const property = pathOf(content['xdm:sourceProperty']).join('/');
  const relationship = view
    .descriptorsOf(content['xdm:sourceSchema'])
    .find(
      ({ body }) =>
        body.content['xdm:destinationSchema'] !== undefined &&
        pathOf(body.content['xdm:sourceProperty']).join('/') === property,
    );
  const wanted =
    relationship === undefined
      ? undefined
      : primaryNamespace(String(relationship.body.content['xdm:destinationSchema']), view);
  const found = String(content['xdm:identityNamespace']);
  return wanted === undefined || wanted.toLowerCase() === found.toLowerCase()
    ? []
    : [
        say('schemas-must-be', {
          name: 'xdm:identityNamespace',
          what: say('schemas-of-destination', { namespace: wanted }),
        }),
      ];
}

/** Text fields only, one primary identity a schema, one identity a field (page "Define identity fields"). */
function identityProblem(content: DescriptorContent, root: Field, others: readonly Descriptor[]): Said | undefined {
  const path = pathOf(content['xdm:sourceProperty']);
  const place = { path: String(content['xdm:sourceProperty']) };
  const { 'xdm:property': property, 'xdm:isPrimary': primary = false } = content;
  if (property !== 'xdm:code' && property !== 'xdm:id')
    return say('schemas-must-be', { name: 'xdm:property', what: say('schemas-code-or-id') });
  if (typeof primary !== 'boolean') return sayOfRequest('request-flag', { name: 'xdm:isPrimary' });
  const crossed = path.map((_, at) => fieldAt(root, path.slice(0, at + 1))?.type);
  if (crossed.at(-1) !== 'string') return say('schemas-identity-text', { ...place, type: String(crossed.at(-1)) });
  if (crossed.includes('array') || crossed.includes('map')) return say('schemas-identity-inside', place);
  const identities = identitiesOf(others);
  if (identities.some((one) => one.path.join('/') === path.join('/'))) return say('schemas-identity-already', place);
  return primary && identities.some((one) => one.primary) ? say('schemas-primary-already', place) : undefined;
}

/** A schema that takes part in profiles must keep an identity. `next` is the descriptor as it will be; undefined when it goes. */
export function checkIdentityKept(descriptor: Descriptor, next: DescriptorContent | undefined, view: View): void {
  const schema = view.resource(descriptor.body.content['xdm:sourceSchema']);
  const [before] = identitiesOf([descriptor]);
  const stays =
    next?.['xdm:isPrimary'] === true && next['xdm:sourceSchema'] === descriptor.body.content['xdm:sourceSchema'];
  if (schema === undefined || before?.primary !== true || stays || !inUnion(schema.body.content)) return;
  if (!hasIdentityMap(schema.body.$id, view)) throw identityMissing(schema);
}
