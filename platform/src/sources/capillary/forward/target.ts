import { compose, type Field, type SchemaNode } from '@meniscus/languages/xdm';
import type { Tokens } from './token.ts';
import { type Wire, type WireAnswer, WireError } from './wire.ts';

/** The kinds of record the connector makes; each goes to a dataflow of its own. */
export const KINDS = ['profile', 'event'] as const;
export type Kind = (typeof KINDS)[number];

/** Whom the target knows us as. */
export interface TargetSettings {
  /** Origin of the target's APIs, e.g. `https://platform.adobe.io`. */
  readonly apiUrl: string;
  readonly clientId: string;
  readonly org: string;
  readonly sandbox: string;
  /** Dataflow of each kind of record; a kind without one is not sent. */
  readonly flows: Readonly<Partial<Record<Kind, string>>>;
}

/** Where the records of a kind go, as the target's Flow Service and Schema Registry tell it. Plain data: kept on disk. */
export interface Way {
  readonly flowId: string;
  /** Streaming endpoint for several messages: `…/collection/batch/{inletId}`. */
  readonly url: string;
  /** `raw`: the dataflow maps the records itself. `xdm`: they are mapped here and sent in the XDM envelope. */
  readonly dataType: 'raw' | 'xdm';
  readonly datasetId: string;
  readonly schemaId: string;
  /** The schema in full, for `xdm`. */
  readonly schema?: SchemaNode;
}

/** Everything about the target that is worth remembering while it cannot be asked. */
export interface TargetPlan {
  readonly ways: Readonly<Partial<Record<Kind, Way>>>;
  /** Tenant id with its underscore: the root of custom fields. */
  readonly tenant: string;
}

/** The target's configuration does not do; the message says what to change. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}

/** The target cannot be asked at the moment. */
export class TargetAway extends Error {
  override readonly name = 'TargetAway';
}

interface Item {
  readonly [name: string]: unknown;
  readonly baseConnectionId?: string;
  readonly sourceConnectionIds?: readonly string[] | string;
  readonly targetConnectionIds?: readonly string[] | string;
  readonly transformations?: readonly unknown[];
  readonly options?: { readonly inletUrl?: string };
  readonly inletUrl?: string;
  readonly auth?: { readonly params?: { readonly inletUrl?: string; readonly dataType?: string } };
  readonly params?: { readonly dataSetId?: string; readonly datasetId?: string };
  readonly state?: string;
}

const FULL = 'application/vnd.adobe.xed-full+json; version=1';
const FLOWS = '/data/foundation/flowservice';
const REGISTRY = '/data/foundation/schemaregistry';

/** Looks the dataflows up with everything on their way. Throws `TargetError` or `TargetAway`. */
export async function discover(settings: TargetSettings, tokens: Tokens, wire: Wire): Promise<TargetPlan> {
  const ask = asker(settings, tokens, wire);
  const ways: Partial<Record<Kind, Way>> = {};
  for (const kind of KINDS) {
    const flowId = settings.flows[kind];
    if (flowId !== undefined) ways[kind] = await wayOf(ask, kind, flowId);
  }
  const { tenantId } = (await ask(`${REGISTRY}/stats`)) as { tenantId?: unknown };
  if (typeof tenantId !== 'string') throw new TargetError('the schema registry of the target tells no tenant id');
  return { ways, tenant: `_${tenantId.replace(/^_/, '')}` };
}

type Ask = (path: string, accept?: string) => Promise<unknown>;

function asker({ apiUrl, clientId, org, sandbox }: TargetSettings, tokens: Tokens, wire: Wire): Ask {
  const call = async (path: string, accept: string, token: string): Promise<WireAnswer> => {
    try {
      const headers = {
        authorization: `Bearer ${token}`,
        'x-api-key': clientId,
        'x-gw-ims-org-id': org,
        'x-sandbox-name': sandbox,
        accept,
      };
      return await wire({ method: 'GET', url: apiUrl + path, headers });
    } catch (error) {
      if (error instanceof WireError) throw new TargetAway(`${apiUrl} cannot be reached: ${error.message}`);
      throw error;
    }
  };
  return async (path, accept = 'application/json') => {
    const token = await tokens.get();
    let answer = await call(path, accept, token);
    if (answer.status === 401) {
      tokens.reject(token);
      answer = await call(path, accept, await tokens.get());
    }
    if (answer.status === 429 || answer.status >= 500) throw new TargetAway(`${path} answered ${answer.status}`);
    if (answer.status !== 200) throw new TargetError(`${path} answered ${answer.status}: ${answer.body.slice(0, 300)}`);
    return JSON.parse(answer.body) as unknown;
  };
}

async function item(ask: Ask, path: string): Promise<Item> {
  const { items } = (await ask(FLOWS + path)) as { items?: readonly Item[] };
  if (items?.[0] === undefined) throw new TargetError(`${path} answered no object`);
  return items[0];
}

/** The published Capillary page sends plain text where all others send a list. */
function first(ids: readonly string[] | string | undefined): string | undefined {
  return typeof ids === 'string' ? ids : ids?.[0];
}

async function wayOf(ask: Ask, kind: Kind, flowId: string): Promise<Way> {
  const flow = await item(ask, `/flows/${encodeURIComponent(flowId)}`);
  const [sourceId, targetId] = [first(flow.sourceConnectionIds), first(flow.targetConnectionIds)];
  if (sourceId === undefined || targetId === undefined)
    throw new TargetError(`dataflow ${flowId} of ${kind} records has no source or target connection`);
  const { baseConnectionId } = await item(ask, `/sourceConnections/${sourceId}`);
  const connection = baseConnectionId === undefined ? {} : await item(ask, `/connections/${baseConnectionId}`);
  const target = await item(ask, `/targetConnections/${targetId}`);
  const inletUrl = flow.options?.inletUrl ?? flow.inletUrl ?? connection.auth?.params?.inletUrl;
  const datasetId = target.params?.dataSetId ?? target.params?.datasetId;
  const schemaId = (target.data as { schema?: { id?: unknown } } | undefined)?.schema?.id;
  if (inletUrl === undefined || !inletUrl.includes('/collection/'))
    throw new TargetError(`dataflow ${flowId} of ${kind} records has no streaming endpoint`);
  if (datasetId === undefined) throw new TargetError(`dataflow ${flowId} of ${kind} records names no dataset`);
  const dataType = connection.auth?.params?.dataType === 'xdm' ? 'xdm' : 'raw';
  const way = { flowId, url: batchUrl(inletUrl), dataType, datasetId, schemaId: String(schemaId ?? '') } as const;
  if (dataType === 'raw') {
    if ((flow.transformations ?? []).length === 0)
      throw new TargetError(`dataflow ${flowId} of ${kind} records takes raw records and has no mapping`);
    return way;
  }
  if (way.schemaId === '') throw new TargetError(`the target connection of dataflow ${flowId} names no schema`);
  const schema = (await ask(`${REGISTRY}/tenant/schemas/${encodeURIComponent(way.schemaId)}`, FULL)) as SchemaNode;
  return { ...way, schema };
}

/** `…/collection/{id}` takes one message, `…/collection/batch/{id}` many (page "Send multiple messages"). */
function batchUrl(inletUrl: string): string {
  const url = new URL(inletUrl);
  if (!url.pathname.includes('/collection/batch/'))
    url.pathname = url.pathname.replace('/collection/', '/collection/batch/');
  return url.href;
}

/** The tree of a schema as the registry shows it in full. */
export function rootOf(schema: SchemaNode): Field {
  return compose(schema, () => undefined).root;
}
