import type { Client, Operations } from '@meniscus/client';
import { queryOptions } from '@tanstack/react-query';
import { byName } from '../../ui/texts.ts';
import { t } from './texts.ts';

export type Package = Operations['getPackage']['answer'];

/** Something a package holds. */
export interface Artifact {
  readonly id: string;
  readonly type: string;
  readonly title: string;
}

/** Kinds a person chooses of; what these need comes along by itself. */
const CHOSEN = ['REGISTRY_SCHEMA', 'CATALOG_DATASET', 'FLOW', 'PROFILE_SEGMENT'] as const;
const KINDS = [...CHOSEN, 'REGISTRY_CLASS', 'REGISTRY_MIXIN', 'REGISTRY_DATATYPE', 'CONNECTION'] as const;
/** As many as each of these lists gives at once. */
const LIMIT = 100;

/** The kind of an artifact, in words. */
export function kindOf(type: string): string {
  const known = KINDS.find((one) => one === type);
  return known === undefined ? type : t(known);
}

/** Where the packages of the sandbox are. */
export const LIST = '/sandboxes?tab=packages';

/** Packages of the sandbox the person is in, the newest first. */
export function packagesOf(client: Client, sandbox: string) {
  return queryOptions({
    queryKey: ['packages'],
    queryFn: async () =>
      (await client.call('listPackages', { query: { limit: 1000 } })).data.filter(
        ({ sourceSandbox }) => sourceSandbox.name === sandbox,
      ),
  });
}

/** What of the sandbox can be put into a package, by title. */
export function artifactsOf(client: Client) {
  return queryOptions({
    queryKey: ['packages', 'artifacts'],
    queryFn: async (): Promise<readonly Artifact[]> => {
      const found = await Promise.all([schemas(client), datasets(client), flows(client), audiences(client)]);
      return found.flat().toSorted((a, b) => byName(a.title, b.title));
    },
  });
}

/** All pages of a list; `page` gives one, with the cursor of the next. */
async function whole<T>(
  page: (cursor: string | undefined) => Promise<{ readonly items: readonly T[]; readonly next?: string | undefined }>,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await page(cursor);
    found.push(...items);
    if (next === undefined) return found;
    cursor = next;
  }
}

/** The cursor after a page of a list that counts what it has given. */
function after(cursor: string | undefined, given: number): string | undefined {
  return given < LIMIT ? undefined : String(Number(cursor ?? 0) + given);
}

function schemas(client: Client): Promise<readonly Artifact[]> {
  const headers = { accept: 'application/vnd.adobe.xed-id+json' };
  return whole(async (start) => {
    const query = { limit: LIMIT, orderby: 'title', start };
    const { results, _page } = await client.call('listSchemas', { path: { container: 'tenant' }, query, headers });
    const items = results.map(({ $id, title }) => ({ id: $id, type: 'REGISTRY_SCHEMA', title }));
    return { items, next: _page.next === null ? undefined : String(_page.next) };
  });
}

function datasets(client: Client): Promise<readonly Artifact[]> {
  return whole(async (start) => {
    const found = Object.entries(
      await client.call('listDataSets', { query: { limit: LIMIT, properties: 'name', start } }),
    );
    const items = found.map(([id, { name }]) => ({ id, type: 'CATALOG_DATASET', title: name }));
    return { items, next: after(start, items.length) };
  });
}

function flows(client: Client): Promise<readonly Artifact[]> {
  return whole(async (continuationToken) => {
    const { items, _links } = await client.call('listFlows', { query: { limit: LIMIT, continuationToken } });
    const href = _links?.next?.href;
    const next = href === undefined ? null : new URL(href, location.origin).searchParams.get('continuationToken');
    return { items: items.map(({ id, name = id }) => ({ id, type: 'FLOW', title: name })), next: next ?? undefined };
  });
}

/** Those of rules; the members of the others come from files, which stay where they are. */
function audiences(client: Client): Promise<readonly Artifact[]> {
  return whole(async (start) => {
    const { children } = await client.call('listAudiences', { query: { limit: LIMIT, start } });
    const ruled = children.filter(({ type }) => type === 'SegmentDefinition');
    const items = ruled.map(({ id, name }) => ({ id, type: 'PROFILE_SEGMENT', title: name }));
    return { items, next: after(start, children.length) };
  });
}
