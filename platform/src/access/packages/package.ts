import { parseJson } from '@meniscus/languages/syntax';
import type { Told } from '../../kernel/index.ts';

/** Calls another operation of the platform on behalf of the same caller. Throws the operation's own `Problem`. */
export type Operation = (
  operation: string,
  options?: {
    readonly params?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly told?: Told;
  },
) => Promise<unknown>;

export type Json = Readonly<Record<string, unknown>>;

/** A dataflow with everything it stands on, under names instead of ids. */
export interface PackedFlow {
  readonly name: string;
  readonly description?: string;
  readonly flowSpec: Json;
  readonly connection?: string;
  readonly source: Json;
  readonly target: Json;
  readonly dataset?: string;
  readonly mapping?: { readonly schema: string; readonly rows: readonly Json[] };
  readonly otherTransformations?: readonly Json[];
}

/** The objects of a sandbox as one file: sorted, without ids that mean nothing elsewhere, without secrets or data. */
export interface SandboxPackage {
  readonly format: typeof FORMAT;
  /** In the form of the Schema Registry's own exports: what a resource needs stands before it. */
  readonly schemas: readonly Json[];
  readonly datasets: readonly {
    readonly name: string;
    readonly description?: string;
    readonly schema: string;
    readonly tags: Json;
  }[];
  readonly connections: readonly Json[];
  readonly flows: readonly PackedFlow[];
  readonly audiences: readonly Json[];
}

export const FORMAT = 'meniscus-sandbox-package/1';
/** Stands for the tenant, as in the exports of the Schema Registry. */
const PLACEHOLDER = '<XDM_TENANTID_PLACEHOLDER>';

/** Only these members of an object, in this order, where they are there. */
export function picked(object: Json, names: readonly string[]): Json {
  return Object.fromEntries(names.flatMap((name) => (object[name] === undefined ? [] : [[name, object[name]]])));
}

export function byName<T>(list: readonly T[]): readonly T[] {
  const nameOf = (one: T) => String((one as { name?: unknown }).name);
  return [...list].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
}

/** Members in the order of their names, all the way down: two packages of the same objects are the same text. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted((value as Json)[name])]));
}

/** The tenant of the organisation, wherever a name or an id holds it. */
export function withoutTenant<T>(value: T, tenant: string): T {
  const text = JSON.stringify(value)
    .replaceAll(`_${tenant}`, `_${PLACEHOLDER}`)
    .replaceAll(`ns.adobe.com/${tenant}/`, `ns.adobe.com/${PLACEHOLDER}/`);
  return parseJson(text) as T;
}

export function withTenant<T>(value: T, tenant: string): T {
  return parseJson(JSON.stringify(value).replaceAll(PLACEHOLDER, tenant)) as T;
}

/** How an audience names another one in its expression. */
export const audienceReference = (name: string) => `{audience ${name}}`;

interface Listed {
  readonly items: readonly Json[];
  readonly _links?: { readonly next?: { readonly href: string } };
}

/** All objects of a kind of Flow Service. */
export async function allOf(call: Operation, operation: string): Promise<readonly Json[]> {
  const all: Json[] = [];
  for (let token: string | null = ''; token !== null; ) {
    const query: Record<string, string> = token === '' ? { limit: '100' } : { limit: '100', continuationToken: token };
    const page = (await call(operation, { query })) as Listed;
    all.push(...page.items);
    const next = page._links?.next?.href;
    token = next === undefined ? null : new URLSearchParams(next.slice(next.indexOf('?'))).get('continuationToken');
  }
  return all;
}

/** All datasets with their ids. */
export async function allDatasets(call: Operation): Promise<readonly Json[]> {
  const all: Json[] = [];
  for (;;) {
    const page = (await call('listDataSets', { query: { limit: '100', start: String(all.length) } })) as Json;
    const found = Object.entries(page).map(([id, dataset]) => ({ ...(dataset as Json), id }));
    all.push(...found);
    if (found.length < 100) return all;
  }
}

/** All audiences made of an expression. */
export async function allAudiences(call: Operation): Promise<readonly Json[]> {
  const all: Json[] = [];
  for (let page = 0; ; page += 1) {
    const query = { limit: '100', page: String(page) };
    const { segments } = (await call('listSegmentDefinitions', { query })) as { segments: readonly Json[] };
    all.push(...segments);
    if (segments.length < 100) return all;
  }
}

const IDS = { accept: 'application/vnd.adobe.xed-id+json' };

/** A resource of the Schema Registry by its `$id`. */
export interface RegistryHead {
  readonly $id: string;
  readonly title: string;
}

/** Every resource a list operation of the Schema Registry knows in the tenant, sorted by `$id`. */
export async function registryHeads(call: Operation, operation: string): Promise<readonly RegistryHead[]> {
  const heads: RegistryHead[] = [];
  for (let start: string | undefined; ; ) {
    const query: Record<string, string> = { limit: '300', orderby: 'title', ...(start === undefined ? {} : { start }) };
    const page = (await call(operation, { params: { container: 'tenant' }, query, headers: IDS })) as {
      results: readonly RegistryHead[];
      _page: { readonly next?: unknown };
    };
    heads.push(...page.results.map(({ $id, title }) => ({ $id, title })));
    if (page._page.next === undefined || page._page.next === null || page.results.length === 0)
      return heads.sort((a, b) => (a.$id < b.$id ? -1 : 1));
    start = String(page._page.next);
  }
}

/** `$id` of each of them. */
export async function registryIds(call: Operation, operation: string): Promise<readonly string[]> {
  return (await registryHeads(call, operation)).map(({ $id }) => $id);
}
