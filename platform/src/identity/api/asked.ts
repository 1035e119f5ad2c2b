import { type Call, Problem } from '../../kernel/index.ts';
import { badIdentity, tooManyIdentities } from '../errors.ts';
import { nodeKey, parseXid, xidOf } from '../identity.ts';
import type { Namespaces } from '../organisation-namespaces.ts';
import { say } from '../phrases.ts';

/** The spelling an identity came in; answers use the same. */
export type Form = 'xid' | 'nsid' | 'namespace';

/** An identity of a call. */
export interface Asked {
  readonly nsid: number;
  readonly id: string;
  readonly node: string;
}

/** Identities of a batch call: those that can be looked up, and as they were sent those that cannot. */
export interface AskedMany {
  readonly form: Form;
  readonly asked: readonly Asked[];
  readonly unreadable: readonly unknown[];
}

export interface BatchBody {
  readonly xids?: unknown;
  readonly compositeXids?: unknown;
  readonly compositeXidsWithNamespace?: unknown;
  readonly 'graph-type'?: unknown;
  readonly graphType?: unknown;
  readonly targetNs?: unknown;
}

const MAX_BATCH = 1000;

export function text(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

function at(nsid: number, id: string): Asked {
  return { nsid, id, node: nodeKey(nsid, id) };
}

/** An identity by its XID. */
export function byXid(xid: unknown): Asked {
  const found = parseXid(String(xid));
  if (found === undefined) throw badIdentity(say('identity-bad-xid', { xid: String(xid) }));
  return at(found.namespaceId, found.id);
}

/** An identity by namespace (code, or number) and value. */
export function byNamespace(namespaces: Namespaces, org: string, code: unknown, nsid: unknown, id: unknown): Asked {
  const table = namespaces.of(org);
  const found =
    code !== undefined
      ? table.byCode(String(code))
      : nsid === undefined || nsid === ''
        ? undefined
        : table.byId(Number(nsid));
  if (found === undefined || typeof id !== 'string' || id === '')
    throw badIdentity(say('identity-bad-composite', { code: String(code ?? nsid ?? ''), id: String(id ?? '') }));
  return at(found.id, id);
}

/** The identity of a GET: `xid`, or `id` with `namespace`, `ns`, `nsid` or `nsId`. */
export function fromQuery(
  namespaces: Namespaces,
  { scope, query }: Call,
): { readonly asked: Asked; readonly form: Form } {
  const xid = text(query.xid);
  if (xid !== undefined) return { asked: byXid(xid), form: 'xid' };
  const named = text(query.namespace);
  const nsid = text(query.nsid) ?? text(query.nsId);
  const asked = byNamespace(namespaces, scope.org, named ?? text(query.ns), nsid, text(query.id));
  return { asked, form: named === undefined ? 'nsid' : 'namespace' };
}

/** The identities of a POST, in the first of the three lists that is there. At most 1000. */
export function fromBody(
  namespaces: Namespaces,
  org: string,
  body: BatchBody | readonly BatchBody[] | undefined,
): AskedMany {
  const one = (Array.isArray(body) ? Object.assign({}, ...(body as BatchBody[])) : (body ?? {})) as BatchBody;
  const lists = [
    ['xid', one.xids],
    ['nsid', one.compositeXids],
    ['namespace', one.compositeXidsWithNamespace],
  ] as const;
  const [form, list] = lists.find(([, found]) => found !== undefined) ?? ['xid', undefined];
  if (!Array.isArray(list)) throw badIdentity(say('identity-lists'));
  if (list.length > MAX_BATCH) throw tooManyIdentities(list.length);
  const asked: Asked[] = [];
  const unreadable: unknown[] = [];
  for (const item of list as readonly unknown[]) {
    try {
      asked.push(form === 'xid' ? byXid(item) : byComposite(namespaces, org, item));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      unreadable.push(item);
    }
  }
  return { form, asked, unreadable };
}

function byComposite(namespaces: Namespaces, org: string, item: unknown): Asked {
  const { ns, namespace, nsid, nsId, id } = (item ?? {}) as Record<string, unknown>;
  return byNamespace(namespaces, org, ns ?? namespace, nsid ?? nsId, id);
}

/** An identity in the spelling of the call. */
export function spelled(namespaces: Namespaces, org: string, form: Form, nsid: number, id: string): unknown {
  if (form === 'xid') return xidOf(nsid, id);
  if (form === 'nsid') return { nsid, id };
  return { namespace: namespaces.of(org).byId(nsid)?.code ?? String(nsid), id };
}

/** Does the call ask for stitched identities? `None` asks for the identity alone; graphs that are not ours are refused. */
export function isStitched(type: unknown): boolean {
  const name = String(type ?? 'pdg').toLowerCase();
  if (name === 'none') return false;
  if (name === 'pdg' || name === 'private graph' || name === '') return true;
  throw badIdentity(say('identity-graph-type', { type: String(type) }));
}
