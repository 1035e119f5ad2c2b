import { Problem, type Told } from '../../kernel/index.ts';
import { badBody } from '../errors.ts';
import { sayOfAccess } from '../phrases.ts';
import {
  allAudiences,
  allDatasets,
  allOf,
  audienceReference,
  FORMAT,
  type Json,
  type Operation,
  type PackedFlow,
  registryIds,
  type SandboxPackage,
} from './package.ts';

/** What an import did. Nothing is overwritten: what has the name (a schema: the id) is used as it is. */
export interface ImportReport {
  readonly created: Readonly<Record<string, readonly string[]>>;
  readonly used: Readonly<Record<string, readonly string[]>>;
  /** Dataflows that wait for their connection's credentials before they can be published. */
  readonly drafts: readonly string[];
}

/** What was done, and the problem of what was not when the import ended before its end: what was made stays. */
export interface ImportEnd {
  readonly report: ImportReport;
  readonly refused?: Problem;
}

const KINDS = ['schemas', 'datasets', 'connections', 'flows', 'audiences'] as const;
type Kind = (typeof KINDS)[number];
const XED = 'application/vnd.adobe.xed-full+json;version=1';
const DRAFT = { mode: 'draft' };
/** Objects of a kind; of schemas, as many resources and descriptors as the Schema Registry takes at once and holds. */
const MOST_OBJECTS = 5000;
const MOST_DOCUMENTS = 14_000;

/** Reads a package. Throws a `Problem` that says where it is wrong; the operations check what is inside. */
export function readPackage(body: unknown): SandboxPackage {
  const given = body as Partial<SandboxPackage> | null | undefined;
  if (given?.format !== FORMAT) throw badBody('/format', sayOfAccess('package-format', { format: FORMAT }));
  for (const kind of KINDS) {
    const list: unknown = given[kind];
    const most = kind === 'schemas' ? MOST_DOCUMENTS : MOST_OBJECTS;
    if (!Array.isArray(list) || list.length > most) throw badBody(`/${kind}`, sayOfAccess('package-list', { most }));
    for (const [index, one] of list.entries())
      if (typeof one !== 'object' || one === null || (kind !== 'schemas' && typeof one.name !== 'string'))
        throw badBody(`/${kind}/${index}`, sayOfAccess('package-object'));
  }
  return given as SandboxPackage;
}

class Import {
  readonly #call: Operation;
  readonly #package: SandboxPackage;
  readonly #created: Record<string, string[]> = {};
  readonly #used: Record<string, string[]> = {};
  readonly #drafts: string[] = [];
  readonly #told: Told;
  readonly #all: number;
  #done = 0;

  constructor(call: Operation, pack: SandboxPackage, told: Told) {
    this.#call = call;
    this.#package = pack;
    this.#told = told;
    this.#all = KINDS.reduce((sum, kind) => sum + pack[kind].length, 0);
  }

  async run(): Promise<ImportEnd> {
    const report = { created: this.#created, used: this.#used, drafts: this.#drafts };
    try {
      await this.#schemas();
      const datasets = await this.#datasets();
      const connections = await this.#connections();
      await this.#flows(datasets, connections);
      await this.#audiences();
      return { report };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { report, refused: error };
    }
  }

  /** Once an object is there. */
  #note(kind: Kind, name: string, created: boolean): void {
    const into = created ? this.#created : this.#used;
    into[kind] ??= [];
    into[kind].push(name);
    if (kind !== 'schemas') this.#step(1);
  }

  #step(objects: number): void {
    this.#done += objects;
    this.#told(this.#done, this.#all);
  }

  async #schemas(): Promise<void> {
    const known = new Set<string>();
    for (const operation of ['listClasses', 'listFieldGroups', 'listDataTypes', 'listSchemas'])
      for (const id of await registryIds(this.#call, operation)) known.add(id);
    const isNew = (document: Json) =>
      document.$id === undefined ? !known.has(String(document['xdm:sourceSchema'])) : !known.has(String(document.$id));
    const fresh = this.#package.schemas.filter(isNew);
    const told: Told = (done, all) => this.#told((fresh.length * done) / all, this.#all);
    if (fresh.length > 0) await this.#call('importResource', { body: fresh, told });
    this.#step(this.#package.schemas.length);
    for (const document of this.#package.schemas)
      if (document.$id !== undefined) this.#note('schemas', String(document.title), isNew(document));
  }

  async #datasets(): Promise<ReadonlyMap<string, string>> {
    const ids = new Map((await allDatasets(this.#call)).map(({ name, id }) => [String(name), String(id)]));
    for (const { name, description, schema, tags } of this.#package.datasets) {
      if (ids.has(name)) {
        this.#note('datasets', name, false);
        continue;
      }
      const body = {
        name,
        ...(description === undefined ? {} : { description }),
        schemaRef: { id: schema, contentType: XED },
        tags,
      };
      const [reference] = (await this.#call('createDataSet', { body })) as readonly string[];
      ids.set(name, reference!.split('/').at(-1)!);
      this.#note('datasets', name, true);
    }
    return ids;
  }

  async #connections(): Promise<ReadonlyMap<string, string>> {
    const ids = new Map((await allOf(this.#call, 'listConnections')).map(({ name, id }) => [String(name), String(id)]));
    for (const connection of this.#package.connections) {
      const name = String(connection.name);
      const isNew = !ids.has(name);
      if (isNew) ids.set(name, await this.#create('createConnection', connection, DRAFT));
      this.#note('connections', name, isNew);
    }
    return ids;
  }

  async #create(operation: string, body: unknown, query: Readonly<Record<string, string>> = {}): Promise<string> {
    return ((await this.#call(operation, { body, query })) as { id: string }).id;
  }

  async #flows(datasets: ReadonlyMap<string, string>, connections: ReadonlyMap<string, string>): Promise<void> {
    const there = new Set((await allOf(this.#call, 'listFlows')).map(({ name }) => String(name)));
    for (const flow of this.#package.flows) {
      const isNew = !there.has(flow.name);
      if (isNew) {
        await this.#flow(flow, datasets, connections);
        this.#drafts.push(flow.name);
      }
      this.#note('flows', flow.name, isNew);
    }
  }

  async #flow(
    flow: PackedFlow,
    datasets: ReadonlyMap<string, string>,
    connections: ReadonlyMap<string, string>,
  ): Promise<void> {
    const { connection, dataset, mapping, source, target, otherTransformations = [], ...rest } = flow;
    const base = connection === undefined ? {} : { baseConnectionId: connections.get(connection) };
    const sourceId = await this.#create('createSourceConnection', { ...source, ...base }, DRAFT);
    const params = {
      ...(target.params as Json),
      ...(dataset === undefined ? {} : { dataSetId: datasets.get(dataset) }),
    };
    const targetId = await this.#create('createTargetConnection', { ...target, params }, DRAFT);
    const mapped = mapping === undefined ? [] : [{ name: 'Mapping', params: await this.#mapping(mapping) }];
    const transformations = [...mapped, ...otherTransformations];
    const ends = { sourceConnectionIds: [sourceId], targetConnectionIds: [targetId] };
    await this.#create(
      'createFlow',
      { ...rest, ...ends, ...(transformations.length === 0 ? {} : { transformations }) },
      DRAFT,
    );
  }

  async #mapping({ schema, rows }: NonNullable<PackedFlow['mapping']>): Promise<Json> {
    const outputSchema = { schemaRef: { id: schema, contentType: XED } };
    const mappingId = await this.#create('createMappingSet', { outputSchema, mappings: rows });
    return { mappingId, mappingVersion: 0 };
  }

  /** An audience that asks about another one waits until that one is there. */
  async #audiences(): Promise<void> {
    const ids = new Map((await allAudiences(this.#call)).map(({ name, id }) => [String(name), String(id)]));
    let left = this.#package.audiences.filter(({ name }) => {
      const isNew = !ids.has(String(name));
      if (!isNew) this.#note('audiences', String(name), false);
      return isNew;
    });
    while (left.length > 0) {
      const later: Json[] = [];
      for (const audience of left) {
        const expression = audience.expression as { readonly value: string };
        let { value } = expression;
        for (const [name, id] of ids) value = value.replaceAll(audienceReference(name), id);
        if (value.includes(audienceReference('').slice(0, -1))) {
          later.push(audience);
          continue;
        }
        const body = { ...audience, expression: { ...expression, value } };
        ids.set(String(audience.name), await this.#create('createSegmentDefinition', body));
        this.#note('audiences', String(audience.name), true);
      }
      if (later.length === left.length)
        throw badBody('/audiences', sayOfAccess('package-audience', { name: String(later[0]!.name) }));
      left = later;
    }
  }
}

/**
 * Unpacks, in the names of the organisation, into the sandbox of a caller, who must be allowed to make all of it. Doing it twice
 * makes nothing twice. Schemas and their descriptors are made all or none, everything else one by one; `told` hears how many
 * objects are done.
 */
export function importPackage(call: Operation, pack: SandboxPackage, told: Told): Promise<ImportEnd> {
  return new Import(call, pack, told).run();
}
