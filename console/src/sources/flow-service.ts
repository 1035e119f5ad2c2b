import type { Client } from '@meniscus/client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../ui/client-context.ts';
import { everyItem, MOST_ITEMS } from '../ui/flow-service-pages.ts';
import { sourceDescription, sourceTitle } from './french.ts';

/** A kind of source as its connection spec declares it (Streaming SDK, source specifications). */
export interface Source {
  readonly id: string;
  /** Of its spec: what its texts are found by. */
  readonly name: string;
  readonly version: string;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly beta: boolean;
  /** How records come; undefined: in a way the set-up of this console does not know. */
  readonly kind: SourceKind | undefined;
  /** The forms its parameters may have, each for one way to sign in. */
  readonly authSpecs: readonly AuthSpec[];
}

/**
 * `events`: it sends what it is documented to send to an endpoint of the dataflow. `messages`: anybody sends anything to an
 * endpoint of the account. `files`: the dataflow reads them, once or on a schedule.
 */
export type SourceKind = 'events' | 'messages' | 'files';

/** Kinds by the type of a connection spec. */
const KINDS: Readonly<Record<string, SourceKind>> = {
  'generic-streaming': 'events',
  StreamingConnection: 'messages',
  FileSystem: 'files',
};

export interface AuthSpec {
  readonly name: string;
  readonly spec: {
    readonly required?: readonly string[];
    readonly properties: Readonly<Record<string, AuthProperty>>;
  };
}

/** A parameter as its JSON Schema declares it. */
export interface AuthProperty {
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly default?: string | number | boolean;
}

interface ConnectionSpec {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly type: string;
  readonly authSpec: readonly AuthSpec[];
  readonly sourceSpec?: {
    readonly attributes: {
      readonly uiAttributes: {
        readonly isBeta: boolean;
        readonly category: { readonly key: string };
        readonly label: { readonly text: string };
        readonly description: { readonly text: string };
      };
    };
  };
}

/** What the client's types leave open of a connection. */
interface ConnectionMembers {
  readonly description?: string;
  readonly connectionSpec: { readonly id: string };
  /** Without what is secret. */
  readonly auth?: { readonly specName: string; readonly params: Readonly<Record<string, unknown>> };
}

export type Account = Awaited<ReturnType<typeof accountsOf>>[number];
export type Dataflow = Awaited<ReturnType<typeof dataflowsOf>>[number];

/** The connection a dataflow stands on, and where it ends. */
interface FlowMembers {
  readonly description?: string;
  readonly sourceConnectionIds: readonly string[];
  readonly targetConnectionIds: readonly string[];
  readonly scheduleParams?: {
    readonly frequency?: string;
    readonly interval?: number | string;
    readonly startTime?: number | string;
    readonly backfill?: boolean | string;
  };
  readonly transformations: readonly {
    readonly params: { readonly mappingId: string; readonly mappingVersion?: number | string };
  }[];
  readonly inheritedAttributes: {
    readonly sourceConnections: readonly {
      readonly connectionSpec: { readonly id: string };
      readonly baseConnection?: { readonly id: string };
    }[];
  };
}

function sourcesIn(items: readonly unknown[]): readonly Source[] {
  return (items as readonly ConnectionSpec[]).flatMap(({ id, name, version, type, authSpec, sourceSpec }) => {
    if (sourceSpec === undefined) return [];
    const { isBeta, category, label, description } = sourceSpec.attributes.uiAttributes;
    const shown = {
      title: sourceTitle({ name, title: label.text }),
      description: sourceDescription({ name, description: description.text }),
      category: category.key,
      beta: isBeta,
    };
    return [{ id, name, version, ...shown, kind: KINDS[type], authSpecs: authSpec }];
  });
}

async function accountsOf(client: Client) {
  const items = await everyItem((continuationToken) =>
    client.call('listConnections', { query: { limit: MOST_ITEMS, continuationToken } }),
  );
  return items as readonly ((typeof items)[number] & ConnectionMembers)[];
}

async function dataflowsOf(client: Client) {
  const items = await everyItem((continuationToken) =>
    client.call('listFlows', { query: { limit: MOST_ITEMS, continuationToken } }),
  );
  return items as readonly ((typeof items)[number] & FlowMembers)[];
}

/** Every kind of source there is. */
export function useSources() {
  const client = useClient();
  return useQuery({
    queryKey: ['connection-specs'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => sourcesIn((await client.call('listConnectionSpecs', {})).items),
  });
}

/** Every account (base connection) of the sandbox. */
export function useAccounts() {
  const client = useClient();
  return useQuery({ queryKey: ['connections'], queryFn: () => accountsOf(client) });
}

/** One account; nothing where there is none. */
export function useAccount(accountId: string | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: ['connections', accountId],
    enabled: accountId !== undefined,
    queryFn: async () => (await client.call('getConnection', { path: { id: accountId! } })).items[0] as Account,
  });
}

/** Every dataflow of the sandbox. */
export function useDataflows() {
  const client = useClient();
  return useQuery({ queryKey: ['flows'], queryFn: () => dataflowsOf(client) });
}

/** One dataflow. */
export function useDataflow(flowId: string) {
  const client = useClient();
  return useQuery({
    queryKey: ['flows', flowId],
    queryFn: async () => (await client.call('getFlow', { path: { id: flowId } })).items[0] as Dataflow,
  });
}

/** Id of the account a dataflow stands on; undefined where its source needs none. */
export function accountOf({ inheritedAttributes: { sourceConnections } }: Dataflow): string | undefined {
  return sourceConnections[0]?.baseConnection?.id;
}

/** Id of the kind of source a dataflow reads; undefined while it is a draft without one. */
export function sourceOf({ inheritedAttributes: { sourceConnections } }: Dataflow): string | undefined {
  return sourceConnections[0]?.connectionSpec.id;
}

/** How the records of a dataflow come; undefined until that is known. */
export function useKind(flow: Dataflow | undefined): SourceKind | undefined {
  const sources = useSources();
  return flow && sources.data?.find(({ id }) => id === sourceOf(flow))?.kind;
}
