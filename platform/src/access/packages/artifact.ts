import { parseJson } from '@meniscus/languages/syntax';
import {
  allAudiences,
  allDatasets,
  allOf,
  audienceReference,
  type Json,
  type Operation,
  type PackedFlow,
  registryHeads,
  type SandboxPackage,
} from './package.ts';

/** Types of artifacts a package can hold. The pages name some; those of sources are ours. */
export const ARTIFACT_TYPES = [
  'REGISTRY_SCHEMA',
  'REGISTRY_CLASS',
  'REGISTRY_MIXIN',
  'REGISTRY_DATATYPE',
  'CATALOG_DATASET',
  'CONNECTION',
  'FLOW',
  'PROFILE_SEGMENT',
] as const;
export type ArtifactType = (typeof ARTIFACT_TYPES)[number];

/** An object of a sandbox. `key` is what stands for it in a package: the `$id` of schemas and their parts, the name of others. */
export interface Artifact {
  readonly id: string;
  readonly type: ArtifactType;
  readonly title: string;
  readonly key: string;
}

/** An object in a package. */
export type Packed = Pick<Artifact, 'type' | 'key'>;

export function isArtifactType(type: unknown): type is ArtifactType {
  return ARTIFACT_TYPES.includes(type as ArtifactType);
}

const REGISTRY: readonly (readonly [operation: string, type: ArtifactType, resourceType: string])[] = [
  ['listSchemas', 'REGISTRY_SCHEMA', 'schemas'],
  ['listClasses', 'REGISTRY_CLASS', 'classes'],
  ['listFieldGroups', 'REGISTRY_MIXIN', 'mixins'],
  ['listDataTypes', 'REGISTRY_DATATYPE', 'datatypes'],
];

function named(type: ArtifactType, objects: readonly Json[]): readonly Artifact[] {
  return objects.map(({ id, name }) => ({ id: String(id), type, title: String(name), key: String(name) }));
}

/** Everything of the caller's sandbox that a package can hold. Asks for the permission to read all of it. */
export async function artifactsOf(call: Operation): Promise<readonly Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const [operation, type] of REGISTRY)
    for (const { $id, title } of await registryHeads(call, operation))
      artifacts.push({ id: $id, type, title, key: $id });
  return [
    ...artifacts,
    ...named('CATALOG_DATASET', await allDatasets(call)),
    ...named('CONNECTION', await allOf(call, 'listConnections')),
    ...named('FLOW', await allOf(call, 'listFlows')),
    ...named('PROFILE_SEGMENT', await allAudiences(call)),
  ];
}

function typeOfDocument(document: Json): ArtifactType {
  const type = document['meta:resourceType'] === 'fieldgroups' ? 'mixins' : document['meta:resourceType'];
  return REGISTRY.find(([, , resourceType]) => resourceType === type)?.[1] ?? 'REGISTRY_SCHEMA';
}

/** Everything in a package. */
export function packedIn(pack: SandboxPackage): readonly Packed[] {
  const keys = (type: ArtifactType, objects: readonly { readonly name?: unknown }[]) =>
    objects.map(({ name }) => ({ type, key: String(name) }));
  return [
    ...pack.schemas
      .filter(({ $id }) => $id !== undefined)
      .map((document) => ({ type: typeOfDocument(document), key: String(document.$id) })),
    ...keys('CATALOG_DATASET', pack.datasets),
    ...keys('CONNECTION', pack.connections),
    ...keys('FLOW', pack.flows),
    ...keys('PROFILE_SEGMENT', pack.audiences),
  ];
}

/** Everything a value refers to by `$ref`, anywhere in it. */
function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === '$ref' && typeof member === 'string' ? [member.replace(/#.*$/, '')] : referencesIn(member),
  );
}

/** Schemas, by `$id`, a dataflow writes to. */
function schemasOf({ mapping, target }: PackedFlow): readonly string[] {
  const { schema } = (target.data ?? {}) as { schema?: { id?: unknown } };
  return [mapping?.schema, schema?.id].filter((id): id is string => typeof id === 'string' && id !== '');
}

/** What each object of a package needs of the others, directly. */
export class Dependencies {
  readonly #pack: SandboxPackage;
  readonly #byKey: ReadonlyMap<string, readonly Packed[]>;
  readonly #documents: ReadonlyMap<unknown, Json>;
  /** Descriptors by the schema they are of. */
  readonly #described: ReadonlyMap<unknown, readonly Json[]>;

  constructor(pack: SandboxPackage) {
    this.#pack = pack;
    this.#byKey = Map.groupBy(packedIn(pack), ({ key }) => key);
    this.#documents = new Map(pack.schemas.map((document) => [document.$id, document]));
    this.#described = Map.groupBy(pack.schemas, (document) => document['xdm:sourceSchema']);
  }

  #there(type: ArtifactType | undefined, keys: readonly (string | undefined)[]): readonly Packed[] {
    const found = [...new Set(keys)].flatMap((key) => this.#byKey.get(key ?? '') ?? []);
    return type === undefined ? found : found.filter((one) => one.type === type);
  }

  of({ type, key }: Packed): readonly Packed[] {
    const { flows, datasets, audiences } = this.#pack;
    const byName = <T extends { readonly name?: unknown }>(list: readonly T[]) => list.find(({ name }) => name === key);
    if (type === 'FLOW') {
      const flow = byName(flows)!;
      return [
        ...this.#there('CONNECTION', [flow.connection]),
        ...this.#there('CATALOG_DATASET', [flow.dataset]),
        ...this.#there('REGISTRY_SCHEMA', schemasOf(flow)),
      ];
    }
    if (type === 'CATALOG_DATASET') return this.#there('REGISTRY_SCHEMA', [byName(datasets)!.schema]);
    if (type === 'CONNECTION') return [];
    if (type === 'PROFILE_SEGMENT') {
      const { value } = (byName(audiences)! as { expression: { value: string } }).expression;
      return this.#there(
        type,
        audiences.map(({ name }) => String(name)).filter((name) => value.includes(audienceReference(name))),
      );
    }
    return this.#ofDocument(key);
  }

  #ofDocument(id: string): readonly Packed[] {
    const document = this.#documents.get(id);
    const related = (this.#described.get(id) ?? []).map((one) => String(one['xdm:destinationSchema']));
    return this.#there(undefined, [...referencesIn(document), ...related]).filter(({ key }) => key !== id);
  }

  /** The given objects and everything they need, however far. */
  closure(roots: readonly Packed[]): readonly Packed[] {
    const seen = new Map(roots.map((one) => [`${one.type} ${one.key}`, one]));
    for (const one of seen.values())
      for (const needed of this.of(one)) {
        const name = `${needed.type} ${needed.key}`;
        if (!seen.has(name)) seen.set(name, needed);
      }
    return [...seen.values()];
  }
}

/** A package of these objects, and of everything they need. */
export function partOf(pack: SandboxPackage, roots: readonly Packed[]): SandboxPackage {
  const kept = new Set(new Dependencies(pack).closure(roots).map(({ type, key }) => `${type} ${key}`));
  const has = (type: ArtifactType) => (object: { readonly name?: unknown }) => kept.has(`${type} ${object.name}`);
  const isKept = (document: Json) =>
    document.$id === undefined
      ? kept.has(`REGISTRY_SCHEMA ${document['xdm:sourceSchema']}`)
      : kept.has(`${typeOfDocument(document)} ${document.$id}`);
  return {
    format: pack.format,
    schemas: pack.schemas.filter(isKept),
    datasets: pack.datasets.filter(has('CATALOG_DATASET')),
    connections: pack.connections.filter(has('CONNECTION')),
    flows: pack.flows.filter(has('FLOW')),
    audiences: pack.audiences.filter(has('PROFILE_SEGMENT')),
  };
}

/**
 * A package in which an object is replaced by one that the target has already: a schema by its `$id`, everything else by its
 * name. What is replaced is not made, and what needs it uses the other.
 */
export function withAlternative(pack: SandboxPackage, replaced: Packed, key: string): SandboxPackage {
  if (key === replaced.key) return pack;
  if (replaced.type.startsWith('REGISTRY_')) {
    const schemas = pack.schemas.filter(
      (document) => document.$id !== replaced.key && document['xdm:sourceSchema'] !== replaced.key,
    );
    const text = JSON.stringify({ ...pack, schemas }).replaceAll(JSON.stringify(replaced.key), JSON.stringify(key));
    return parseJson(text) as SandboxPackage;
  }
  const renamed = <T extends { readonly name?: unknown }>(type: ArtifactType, list: readonly T[]): readonly T[] =>
    list.map((one) => (type === replaced.type && one.name === replaced.key ? { ...one, name: key } : one));
  const inFlow = (flow: PackedFlow): PackedFlow => ({
    ...flow,
    ...(replaced.type === 'CONNECTION' && flow.connection === replaced.key ? { connection: key } : {}),
    ...(replaced.type === 'CATALOG_DATASET' && flow.dataset === replaced.key ? { dataset: key } : {}),
  });
  const inAudience = (audience: Json): Json => {
    const expression = audience.expression as { readonly value: string };
    const value = expression.value.replaceAll(audienceReference(replaced.key), audienceReference(key));
    return replaced.type === 'PROFILE_SEGMENT' ? { ...audience, expression: { ...expression, value } } : audience;
  };
  return {
    ...pack,
    datasets: renamed('CATALOG_DATASET', pack.datasets),
    connections: renamed('CONNECTION', pack.connections),
    flows: renamed('FLOW', pack.flows).map(inFlow),
    audiences: renamed('PROFILE_SEGMENT', pack.audiences).map(inAudience),
  };
}
