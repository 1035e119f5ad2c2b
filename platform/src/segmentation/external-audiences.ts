import type { Readable } from 'node:stream';
import type { Phrase } from '@meniscus/languages/syntax';
import { type Actor, ALL_FIELDS, type Clock, type FieldView, type Ids, type Scope } from '../kernel/index.ts';
import { UnreadableFile } from '../sources/index.ts';
import {
  type Collection,
  createCollection,
  ObjectDamagedError,
  type ObjectStore,
  type SealedObjects,
  sealedObjects,
  type Tables,
} from '../stores/index.ts';
import type { Asking, Audiences, Changing } from './audiences.ts';
import { badBody, badExternal, labelsForbid, noExternal, noRun, unusable } from './errors.ts';
import type { Everybody } from './everybody.ts';
import { readIdentities } from './external-file.ts';
import { readSpec, type SpecBody } from './external-spec.ts';
import { say } from './phrases.ts';

/** One reading of an external audience's file. */
export interface RunBody {
  readonly audienceId: string;
  readonly status: 'PROCESSING' | 'SUCCESS' | 'FAILED';
  readonly differentialIngestion: boolean;
  readonly dataFilterStartTime?: number;
  readonly dataFilterEndTime?: number;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly rows?: number;
  readonly refused?: number;
  readonly error?: string;
  /** The error, for other languages. */
  readonly phrase?: Phrase;
}

interface Deps {
  readonly tables: Tables;
  readonly objects: ObjectStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audiences: Audiences;
  readonly everybody: Everybody;
  scopeByKey(key: string): Scope | undefined;
  namespaceId(scope: Scope, code: string): number | undefined;
}

/** Who asks, and what they see. */
interface Reading {
  readonly scope: Scope;
  readonly fields: FieldView;
}

/** Sealed objects: files people uploaded. */
export const EXTERNAL_FILES_PREFIX = 'external-audience-files/';
const DAY = 86_400_000;
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._=-]{0,199}$/;

/**
 * External audiences: members come from a file, and stay for `ttlInDays` after it was last read (page "External audiences
 * endpoint"). Files are kept in the object store, so a run can be done again; the newest file of a name counts.
 */
export class ExternalAudiences {
  readonly #deps: Deps;
  readonly #specs: Collection<SpecBody>;
  readonly #runs: Collection<RunBody>;
  readonly #files: SealedObjects;
  #last: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#files = sealedObjects(deps.objects);
    this.#specs = createCollection<SpecBody>(deps.tables, 'external-audience');
    this.#runs = createCollection<RunBody>(deps.tables, 'external-audience-run');
  }

  /** Does runs again that an earlier process did not finish. */
  async resume(): Promise<void> {
    for (const { scope, id, body } of await this.#runs.everywhere()) {
      const owner = this.#deps.scopeByKey(scope);
      if (owner !== undefined && body.status === 'PROCESSING') this.#queue(owner, id);
    }
  }

  /** For a rebuild: every reading that succeeded, to be done again. The newest file of a name counts, as ever. */
  async turns(): Promise<readonly { readonly at: number; happen(): Promise<void> }[]> {
    return (await this.#runs.everywhere()).flatMap(({ scope, body }) => {
      const owner = this.#deps.scopeByKey(scope);
      if (owner === undefined || body.status !== 'SUCCESS') return [];
      const happen = async () => void (await this.#read(owner, body));
      return [{ at: body.startedAt, happen }];
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#last;
  }

  /** Keeps an uploaded file under a name that `sourceSpec.path` can give. */
  async keepFile(scope: Scope, name: string, localFile: string): Promise<{ path: string; size: number }> {
    if (!FILE_NAME.test(name)) throw badExternal(say('audience-file-name'));
    return { path: name, size: await this.#files.adopt(objectOf(scope, name), localFile) };
  }

  /** Makes the audience and begins to read its file. */
  async submit(scope: Scope, actor: Actor, input: unknown): Promise<{ taskId: string }> {
    const { audience, spec } = readSpec(input, (code) => this.#deps.namespaceId(scope, code) !== undefined);
    await this.#checkFile(scope, spec.sourceSpec.path);
    const { id } = await this.#deps.audiences.create({ scope, actor, fields: ALL_FIELDS }, audience);
    const change = { by: actor.userId, at: this.#deps.clock() };
    await this.#specs.insert(scope.key, String(id), spec, change);
    return { taskId: await this.#begin(scope, actor, String(id), { differentialIngestion: true }) };
  }

  async task({ scope, fields }: Reading, taskId: string): Promise<Record<string, unknown>> {
    const { body } = await this.#run(scope, taskId);
    if (!fields.seesAudience(body.audienceId)) throw noRun(taskId);
    return { taskId, audienceId: body.audienceId, ...outcome(body) };
  }

  /** Description, labels, days to live, and labels of fields. */
  async patch(by: Changing, id: string, input: unknown): Promise<Record<string, unknown>> {
    const { scope, actor } = by;
    const { body, version } = await this.#spec(by, id);
    if (typeof input !== 'object' || input === null || Array.isArray(input)) throw badBody(say('audience-one-object'));
    const { description, labels, ttlInDays, fields, ...others } = input as Record<string, unknown>;
    const unknown = Object.keys(others);
    if (unknown.length > 0)
      throw badExternal(
        say('audience-only-changes', {
          given: unknown.join(', '),
          known: 'description, labels, ttlInDays',
          last: 'fields',
        }),
      );
    const given = { description, labels, ttlInDays };
    const changed = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const next = readSpec({ ...body, ...changed, fields: fields ?? body.fields }, () => true).spec;
    if (identityOf(next).name !== identityOf(body).name) throw badExternal(say('audience-identity-fixed'));
    await this.#deps.audiences.patch(by, id, changed);
    await this.#specs.update(scope.key, id, version, next, { by: actor.userId, at: this.#deps.clock() });
    return this.#deps.audiences.get(by, id);
  }

  /** Reads the file again; refused while a run is under way. */
  async run(by: Changing, id: string, input: unknown): Promise<Record<string, unknown>> {
    const { scope, actor, fields } = by;
    const { body: spec } = await this.#spec(by, id);
    if (!fields.mayChangeAudience(id, 'write')) throw labelsForbid(scope, id, 'WRITE');
    const {
      dataFilterStartTime,
      dataFilterEndTime,
      differentialIngestion = true,
    } = (input ?? {}) as Record<string, unknown>;
    if (!Number.isInteger(dataFilterStartTime)) throw unusable('dataFilterStartTime', say('audience-a-time'));
    if (typeof differentialIngestion !== 'boolean')
      throw unusable('differentialIngestion', say('audience-it-is-either', { one: 'true', other: 'false' }));
    const runs = await this.#runs.list(scope.key);
    if (runs.some(({ body }) => body.audienceId === id && body.status === 'PROCESSING'))
      throw badExternal(say('audience-run-under-way'));
    await this.#checkFile(scope, spec.sourceSpec.path);
    const filter = {
      dataFilterStartTime: dataFilterStartTime as number,
      ...(Number.isInteger(dataFilterEndTime) ? { dataFilterEndTime: dataFilterEndTime as number } : {}),
      differentialIngestion,
    };
    const runId = await this.#begin(scope, actor, id, filter);
    return { audienceName: spec.name, audienceId: id, runId, ...filter };
  }

  async runStatus({ scope, fields }: Reading, id: string, runId: string): Promise<Record<string, unknown>> {
    const { body } = await this.#run(scope, runId);
    if (body.audienceId !== id || !fields.seesAudience(id)) throw noRun(runId);
    const { startedAt, endedAt, differentialIngestion, dataFilterStartTime, dataFilterEndTime } = body;
    const filter = { dataFilterStartTime, dataFilterEndTime };
    return {
      audienceId: id,
      runId,
      differentialIngestion,
      ...Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)),
      createdAt: startedAt,
      ...(endedAt === undefined ? {} : { endedAt }),
      ...outcome(body),
    };
  }

  /** Removes the audience, its members and its runs; the file stays. */
  async remove(by: Asking, id: string): Promise<void> {
    const { scope } = by;
    await this.#spec(by, id);
    await this.#deps.audiences.remove(by, id);
    await this.#specs.remove(scope.key, id);
    for (const run of await this.#runs.list(scope.key))
      if (run.body.audienceId === id) await this.#runs.remove(scope.key, run.id);
  }

  async #spec({ scope, fields }: Reading, id: string) {
    const found = fields.seesAudience(id) ? await this.#specs.get(scope.key, id) : undefined;
    if (found === undefined) throw noExternal(id);
    return found;
  }

  async #run(scope: Scope, id: string) {
    const found = await this.#runs.get(scope.key, id);
    if (found === undefined) throw noRun(id);
    return found;
  }

  async #checkFile(scope: Scope, path: string): Promise<void> {
    const { objects } = this.#deps;
    const known = async (at: string) => (await objects.head(at)) !== undefined;
    if (!FILE_NAME.test(path) || !((await known(objectOf(scope, path))) || (await known(unsealed(scope, path)))))
      throw badExternal(say('audience-no-file', { path }));
  }

  async #file(scope: Scope, path: string): Promise<Readable | undefined> {
    try {
      return (await this.#files.get(objectOf(scope, path))) ?? this.#deps.objects.get(unsealed(scope, path));
    } catch (error) {
      if (!(error instanceof ObjectDamagedError)) throw error;
      throw new UnreadableFile(say('audience-file-damaged', { path, byte: error.byte }));
    }
  }

  async #begin(
    scope: Scope,
    actor: Actor,
    audienceId: string,
    from: Pick<RunBody, 'differentialIngestion' | 'dataFilterStartTime' | 'dataFilterEndTime'>,
  ): Promise<string> {
    const at = this.#deps.clock();
    const id = this.#deps.ids.uuid();
    const body: RunBody = { audienceId, status: 'PROCESSING', startedAt: at, ...from };
    await this.#runs.insert(scope.key, id, body, { by: actor.userId, at });
    this.#queue(scope, id);
    return id;
  }

  #queue(scope: Scope, id: string): void {
    this.#last = this.#last.then(() => this.#execute(scope, id)).catch(() => undefined);
  }

  async #execute(scope: Scope, id: string): Promise<void> {
    const run = await this.#runs.get(scope.key, id);
    if (this.#stopped || run === undefined) return;
    const end = async (change: Partial<RunBody>) => {
      const at = this.#deps.clock();
      await this.#runs.update(scope.key, id, undefined, { ...run.body, endedAt: at, ...change }, { by: 'system', at });
    };
    try {
      await end({ status: 'SUCCESS', ...(await this.#read(scope, run.body)) });
    } catch (error) {
      const { message, phrase } =
        error instanceof UnreadableFile ? error.said : say('audience-file-ours', { why: String(error) });
      await end({ status: 'FAILED', error: message, phrase });
    }
  }

  /** Every row is a member until the days to live are over; without `differentialIngestion` everybody else leaves. */
  async #read(scope: Scope, { audienceId, startedAt, differentialIngestion }: RunBody): Promise<Partial<RunBody>> {
    const { body: spec } = await this.#spec({ scope, fields: ALL_FIELDS }, audienceId);
    const { name, identityNs } = identityOf(spec);
    const namespaceId = this.#deps.namespaceId(scope, identityNs);
    if (namespaceId === undefined) throw new UnreadableFile(say('audience-namespace-gone', { code: identityNs }));
    const file = await this.#file(scope, spec.sourceSpec.path);
    if (file === undefined) throw new UnreadableFile(say('audience-file-gone', { path: spec.sourceSpec.path }));
    const until = startedAt + spec.ttlInDays * DAY;
    const { everybody } = this.#deps;
    const change = { audienceId, status: 'realized', at: startedAt, namespace: spec.namespace, until } as const;
    const read = await readIdentities(file, name, (ids) =>
      everybody.external(
        scope,
        ids.map((one) => ({ namespaceId, id: one })),
        change,
        startedAt,
      ),
    );
    if (!differentialIngestion) await everybody.leaveUnless(scope, audienceId, until, startedAt);
    await everybody.written(scope);
    return { rows: read.rows, refused: read.refused };
  }
}

/** Where a file of a sandbox lies. */
function objectOf(scope: Scope, name: string): string {
  return `${EXTERNAL_FILES_PREFIX}${scope.key}/${name}`;
}

/** Where it lay before files were sealed. */
function unsealed(scope: Scope, name: string): string {
  return `external-audiences/${scope.key}/${name}`;
}

function identityOf({ fields }: SpecBody): { name: string; identityNs: string } {
  const { name, identityNs } = fields.find(({ identityNs: ns }) => ns !== undefined)!;
  return { name, identityNs: identityNs! };
}

function outcome({ status, rows, refused, error, phrase }: RunBody): Record<string, unknown> {
  return {
    status,
    ...(rows === undefined ? {} : { recordsRead: rows, recordsRefused: refused }),
    ...(error === undefined ? {} : { error }),
    ...(phrase === undefined ? {} : { phrase }),
  };
}
