import type { Cipher, Scope } from '../kernel/index.ts';
import type { Document } from '../stores/index.ts';
import type { ConnectionBody } from './connection.ts';
import type { Kind } from './errors.ts';
import type { FlowBody } from './flow.ts';
import type { Schedule } from './schedule.ts';
import type { Params } from './secrets.ts';
import { type SignatureCheck, signatureCheck } from './signature.ts';
import type { SourceConnectionBody } from './source-connection.ts';
import type { InletSettings, Specs } from './spec.ts';
import type { TargetConnectionBody } from './target-connection.ts';
import { webhookHeaders } from './webhook.ts';

/** A streaming endpoint, as collection sees it. */
export interface Inlet extends InletSettings {
  /** 64 hex digits. */
  readonly id: string;
  readonly scope: Scope;
  /** Made for a dataflow (webhook-like sources) or for a connection (HTTP API). */
  readonly kind: 'flow' | 'connection';
  /** The dataflow, on inlets of a dataflow. */
  readonly flowId?: string;
  /** On webhooks: headers a caller must send, by lower-case name. They are secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The base connection, where there is one. A caller may name only dataflows of this connection. */
  readonly connectionId?: string;
  /** Present where requests must be signed (header `x-hmac-sha256`). */
  readonly signed?: SignatureCheck;
}

/** What a record needs to know of its dataflow. */
export interface FlowPlan {
  readonly flowId: string;
  /** False: the inlet is there, but records are refused. */
  readonly enabled: boolean;
  /** Connection spec of the source. */
  readonly sourceSpecId: string;
  readonly datasetId: string;
  readonly schemaId: string;
  readonly mapping?: { readonly id: string; readonly version?: number };
  /** Base connection of the source connection. */
  readonly connectionId?: string;
}

/** What the stage that reads a batch source must know of a dataflow. */
export interface BatchPlan {
  readonly scope: Scope;
  readonly flowId: string;
  readonly enabled: boolean;
  readonly sourceSpecId: string;
  /** Base connection; batch sources have one. */
  readonly connectionId: string | undefined;
  /** `data` and `params` of the source connection. */
  readonly data: Params;
  readonly params: Params;
  readonly schedule: Schedule | undefined;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

interface Bodies {
  readonly connections: ConnectionBody;
  readonly sourceConnections: SourceConnectionBody;
  readonly targetConnections: TargetConnectionBody;
  readonly flows: FlowBody;
}

type Mirror = { readonly [K in Kind]: Map<string, Document<Bodies[K]>> };

interface Owner {
  readonly kind: 'connections' | 'flows';
  readonly scopeKey: string;
  readonly id: string;
}

/**
 * All declared objects in memory, for questions that must be answered without waiting: which inlet, which plan. Filled at
 * start, kept fresh by this process's own writes.
 */
export class FlowIndex {
  readonly #mirror: Mirror = {
    connections: new Map(),
    sourceConnections: new Map(),
    targetConnections: new Map(),
    flows: new Map(),
  };
  readonly #owners = new Map<string, Owner>();
  readonly #inlets = new Map<string, Inlet>();
  readonly #specs: Specs;
  readonly #scopeByKey: (key: string) => Scope | undefined;
  readonly #cipher: Cipher;
  #revision = 0;

  constructor(specs: Specs, scopeByKey: (key: string) => Scope | undefined, cipher: Cipher) {
    this.#specs = specs;
    this.#cipher = cipher;
    this.#scopeByKey = scopeByKey;
  }

  get revision(): number {
    return this.#revision;
  }

  set<K extends Kind>(kind: K, scopeKey: string, document: Document<unknown>): void {
    (this.#mirror[kind] as Map<string, Document<unknown>>).set(`${scopeKey}/${document.id}`, document);
    const { inletId } = document.body as { inletId?: string };
    if (inletId !== undefined && (kind === 'connections' || kind === 'flows'))
      this.#owners.set(inletId, { kind, scopeKey, id: document.id });
    this.#changed();
  }

  remove(kind: Kind, scopeKey: string, id: string): void {
    const key = `${scopeKey}/${id}`;
    const inletId = (this.#mirror[kind].get(key)?.body as { inletId?: string } | undefined)?.inletId;
    if (inletId !== undefined) this.#owners.delete(inletId);
    this.#mirror[kind].delete(key);
    this.#changed();
  }

  /** The object as it is now; undefined when it is not in the scope. */
  find<K extends Kind>(kind: K, scopeKey: string, id: string | undefined): Document<Bodies[K]> | undefined {
    return id === undefined ? undefined : this.#mirror[kind].get(`${scopeKey}/${id}`);
  }

  /** All objects of a kind in the scope, oldest first. */
  all<K extends Kind>(kind: K, scopeKey: string): readonly Document<Bodies[K]>[] {
    return [...this.#mirror[kind]].filter(([key]) => key.startsWith(`${scopeKey}/`)).map(([, document]) => document);
  }

  inletsOf(scopeKey: string): readonly string[] {
    return [...this.#owners].filter(([, owner]) => owner.scopeKey === scopeKey).map(([id]) => id);
  }

  inlet(id: string): Inlet | undefined {
    const owner = this.#owners.get(id);
    const scope = owner && this.#scopeByKey(owner.scopeKey);
    if (owner === undefined || scope === undefined) return undefined;
    const known = this.#inlets.get(id);
    if (known?.scope === scope) return known;
    const inlet =
      owner.kind === 'flows' ? this.#flowInlet(id, scope, owner.id) : this.#connectionInlet(id, scope, owner.id);
    if (inlet !== undefined) this.#inlets.set(id, inlet);
    return inlet;
  }

  plan(scopeKey: string, flowId: string): FlowPlan | undefined {
    const flow = this.find('flows', scopeKey, flowId)?.body;
    if (flow === undefined || flow.state === 'draft') return undefined;
    const source = this.find('sourceConnections', scopeKey, flow.sourceConnectionIds[0])?.body;
    const target = this.find('targetConnections', scopeKey, flow.targetConnectionIds[0])?.body;
    const datasetId = target?.params.dataSetId;
    const schemaId = target?.schemaId;
    if (source === undefined || datasetId === undefined || schemaId === undefined) return undefined;
    return {
      flowId,
      enabled: flow.state === 'enabled',
      sourceSpecId: source.connectionSpec.id,
      datasetId,
      schemaId,
      ...(flow.mapping === undefined ? {} : { mapping: flow.mapping }),
      ...(source.baseConnectionId === undefined ? {} : { connectionId: source.baseConnectionId }),
    };
  }

  /** A published dataflow of a batch source; undefined for all others. */
  batch(scopeKey: string, flowId: string): BatchPlan | undefined {
    const document = this.find('flows', scopeKey, flowId);
    const scope = this.#scopeByKey(scopeKey);
    if (document === undefined || scope === undefined || document.body.state === 'draft') return undefined;
    const { flowSpec, sourceConnectionIds, state, scheduleParams } = document.body;
    if (this.#specs.flow(flowSpec.id)?.frequency !== 'batch') return undefined;
    const source = this.find('sourceConnections', scopeKey, sourceConnectionIds[0])?.body;
    if (source === undefined) return undefined;
    return {
      scope,
      flowId,
      enabled: state === 'enabled',
      sourceSpecId: source.connectionSpec.id,
      connectionId: source.baseConnectionId,
      data: source.data ?? {},
      params: source.params ?? {},
      schedule: scheduleParams,
      createdAt: document.createdAt,
    };
  }

  /** All of them, in every sandbox. */
  batches(): readonly BatchPlan[] {
    return [...this.#mirror.flows].flatMap(([key, { id }]) => this.batch(key.slice(0, key.indexOf('/')), id) ?? []);
  }

  /** Dataflows whose source stands on this base connection, drafts included, oldest first. */
  flowsOf(scopeKey: string, connectionId: string): readonly string[] {
    return this.#flowsWhere(scopeKey, (flow) =>
      flow.sourceConnectionIds.some(
        (id) => this.find('sourceConnections', scopeKey, id)?.body.baseConnectionId === connectionId,
      ),
    );
  }

  #flowsWhere(scopeKey: string, accept: (flow: FlowBody) => boolean): readonly string[] {
    return [...this.#mirror.flows]
      .filter(([key, { body }]) => key.startsWith(`${scopeKey}/`) && accept(body))
      .map(([, { id }]) => id);
  }

  #flowInlet(id: string, scope: Scope, flowId: string): Inlet | undefined {
    const flow = this.find('flows', scope.key, flowId)?.body;
    const source = this.find('sourceConnections', scope.key, flow?.sourceConnectionIds[0])?.body;
    const spec = source && this.#specs.connection(source.connectionSpec.id);
    if (spec?.inlet?.on !== 'flow') return undefined;
    const connectionId = source?.baseConnectionId;
    const auth = this.find('connections', scope.key, connectionId)?.body.auth;
    return {
      ...spec.inlet.settings(auth?.params ?? {}),
      ...this.#signed(scope, connectionId, auth),
      id,
      scope,
      kind: 'flow',
      flowId,
      ...(connectionId === undefined ? {} : { connectionId }),
    };
  }

  #connectionInlet(id: string, scope: Scope, connectionId: string): Inlet | undefined {
    const connection = this.find('connections', scope.key, connectionId)?.body;
    const spec = connection && this.#specs.connection(connection.connectionSpec.id);
    if (spec?.webhook !== undefined) {
      return {
        ...spec.webhook,
        id,
        scope,
        kind: 'connection',
        connectionId,
        headers: webhookHeaders(this.#cipher, id),
      };
    }
    if (spec?.inlet === undefined) return undefined;
    return {
      ...spec.inlet.settings(connection?.auth?.params ?? {}),
      ...this.#signed(scope, connectionId, connection?.auth),
      id,
      scope,
      kind: 'connection',
      connectionId,
    };
  }

  #signed(scope: Scope, connectionId = '', auth: ConnectionBody['auth']): Pick<Inlet, 'signed'> {
    const signed = signatureCheck(this.#cipher, { scopeKey: scope.key, connectionId }, auth);
    return signed === undefined ? {} : { signed };
  }

  #changed(): void {
    this.#inlets.clear();
    this.#revision += 1;
  }
}
