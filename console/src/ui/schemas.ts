import type { Client } from '@meniscus/client';
import type { SchemaNode } from '@meniscus/languages/xdm';
import { useQuery } from '@tanstack/react-query';
import { useClient } from './client-context.ts';

/** First part of the keys under which answers of the Schema Registry are kept. */
export const SCHEMAS = 'schemas';

const XED = 'application/vnd.adobe.xed+json';
const ADHOC = 'https://ns.adobe.com/xdm/data/adhoc';
const RELATIONAL = 'https://ns.adobe.com/xdm/data/adhoc-v2';

/** What data is like: of something that is, or of what happened at a moment. */
export type Behavior = 'record' | 'time-series';

export const BEHAVIORS: readonly Behavior[] = ['record', 'time-series'];

/** The behavior among the ancestors of a class or schema; an adhoc one has neither. */
export function behaviorAmong(ancestors: readonly string[]): Behavior | undefined {
  return BEHAVIORS.find((one) => ancestors.includes(`https://ns.adobe.com/xdm/data/${one}`));
}

/** A schema as lists show it. */
export interface Schema {
  readonly id: string;
  /** `meta:altId`: what addresses of the console carry. */
  readonly altId: string;
  readonly title: string;
  readonly description: string;
  /** `$id`. */
  readonly class: string;
  /** `$id`s of all that it is made of. */
  readonly parts: readonly string[];
  /** Takes part in profiles. */
  readonly profile: boolean;
  /** Made for one dataset; no other can have it. */
  readonly adhoc: boolean;
  /** Without class and field groups, with keys. */
  readonly relational: boolean;
  readonly behavior: Behavior | undefined;
  /** Epoch milliseconds. */
  readonly updated: number;
}

interface PageOf<T> {
  readonly results: readonly T[];
  readonly _page: { readonly next: string | number | null };
}

/** Every item of a list of the registry, page by page. */
export async function everyPage<T>(page: (start: string | undefined) => Promise<PageOf<T>>): Promise<readonly T[]> {
  const found: T[] = [];
  let start: string | undefined;
  for (;;) {
    const { results, _page } = await page(start);
    found.push(...results);
    if (_page.next === null) return found;
    start = String(_page.next);
  }
}

/** What lists show of a schema's document. */
export function schemaOf(node: SchemaNode): Schema {
  const metadata = node['meta:registryMetadata'] as Readonly<Record<string, number>> | undefined;
  const tags = node['meta:immutableTags'] as readonly string[] | undefined;
  const parts = node['meta:extends'] ?? [];
  return {
    id: String(node.$id),
    altId: String(node['meta:altId']),
    title: node.title ?? '',
    description: node.description ?? '',
    class: String(node['meta:class'] ?? ''),
    parts,
    profile: tags?.includes('union') ?? false,
    adhoc: parts.includes(ADHOC),
    relational: parts.includes(RELATIONAL),
    behavior: (node['meta:behaviorType'] as Behavior | undefined) ?? behaviorAmong(parts),
    updated: metadata?.['repo:lastModifiedDate'] ?? 0,
  };
}

async function allSchemas(client: Client): Promise<readonly Schema[]> {
  const nodes = await everyPage((start) =>
    client.call('listSchemas', {
      path: { container: 'tenant' },
      query: { orderby: 'title', start },
      headers: { accept: XED },
    }),
  );
  return nodes.map((node) => schemaOf(node as SchemaNode));
}

/** Every schema of the organisation's own in this sandbox, by title. `isAsked`: from when on they are needed. */
export function useSchemas(isAsked = true) {
  const client = useClient();
  return useQuery({ queryKey: [SCHEMAS], queryFn: () => allSchemas(client), enabled: isAsked });
}
