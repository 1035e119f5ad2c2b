import { Type } from 'typebox';
import { type Call, sayOfRequest } from '../kernel/index.ts';
import { cannotExplore, nothingToExplore, sourceRefused, sourceTimedOut, sourceUnreachable } from './errors.ts';
import { sayOfFlows } from './phrases.ts';
import {
  type ConnectionSpec,
  type ExploreContents,
  type ExploreEntry,
  type ExploreRequest,
  type Explorer,
  SourceError,
} from './spec.ts';

const OBJECT_TYPES = ['root', 'folder', 'file', 'table', 'rest'] as const;
const NAMED = new Set(['objecttype', 'object', 'filetype', 'compressiontype', 'preview']);
const TIMEOUT_MS = 30_000;

/** Query of explore calls; what a source takes beside these, it declares itself. */
export const EXPLORE_QUERY = Type.Object({
  objectType: Type.Optional(Type.String()),
  object: Type.Optional(Type.String()),
  fileType: Type.Optional(Type.String()),
  compressionType: Type.Optional(Type.String()),
  preview: Type.Optional(Type.String()),
});

/** Fields as the explore calls of specs answer them. */
export const COLUMNS = Type.Object({
  items: Type.Array(Type.Object({ columnName: Type.String(), columnType: Type.String() })),
});

/** What can be set of connections of a spec: the parameters of its auth specs, or of the one named. */
export function configColumns(spec: ConnectionSpec, authSpec?: string): readonly Record<string, unknown>[] {
  return spec.auth
    .filter(({ name }) => authSpec === undefined || name === authSpec)
    .flatMap(({ name, params }) =>
      Object.entries(params.properties).map(([columnName, declared]) => {
        const { type = 'string', title, format } = declared as { type?: string; title?: string; format?: string };
        return {
          columnName,
          columnType: type,
          authSpec: name,
          ...(title === undefined ? {} : { title }),
          ...(format === undefined ? {} : { format }),
        };
      }),
    );
}

/**
 * Reads the query of an explore call. The pages write `fileType` and the reference `FileType`, object types in either
 * case; all of them are taken. What is named but not of a type is looked for as a table.
 */
export function readExplore(query: Call['query']): ExploreRequest {
  const given = Object.entries(query).map(
    ([name, value]) => [name, String([value ?? ''].flat().at(-1) ?? '')] as const,
  );
  const find = (wanted: string) => given.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const filled = (wanted: string) => (find(wanted) === '' ? undefined : find(wanted));
  const object = filled('object');
  const objectType = (filled('objecttype') ?? (object === undefined ? 'root' : 'table')).toLowerCase();
  if (!OBJECT_TYPES.includes(objectType as never))
    throw cannotExplore(
      sayOfRequest('request-none-of', { name: `objectType=${objectType}`, known: OBJECT_TYPES.join(', ') }),
    );
  if (objectType !== 'root' && objectType !== 'rest' && object === undefined)
    throw cannotExplore(sayOfFlows('flows-explore-object', { objectType }));
  const fileType = filled('filetype')?.toLowerCase();
  const compressionType = filled('compressiontype')?.toLowerCase();
  return {
    objectType: objectType as ExploreRequest['objectType'],
    ...(object === undefined ? {} : { object }),
    ...(fileType === undefined ? {} : { fileType }),
    ...(compressionType === undefined ? {} : { compressionType }),
    preview: filled('preview')?.toLowerCase() === 'true',
    options: Object.fromEntries(given.filter(([name]) => !NAMED.has(name.toLowerCase()))),
  };
}

/** The declared explorer of a source, its errors as the documented problems; 30 seconds at most unless given. */
export async function exploreSource(
  spec: ConnectionSpec,
  request: ExploreRequest,
  params: Readonly<Record<string, unknown>>,
  timeoutMs = TIMEOUT_MS,
): Promise<readonly ExploreEntry[] | ExploreContents> {
  const { explorer } = spec;
  if (explorer === undefined) throw nothingToExplore(spec.title);
  return withinTime((signal) => explorer.explore(request, params, signal), timeoutMs);
}

/** Does the source let the connection in? True also for sources that cannot be reached from here, such as webhooks. */
export async function reachesSource(
  explorer: Explorer | undefined,
  params: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  try {
    await enterSource(explorer, params);
    return true;
  } catch {
    return false;
  }
}

/** Throws, in the words of the source, when it does not let the connection in. Sources that cannot be reached from here let in everybody. */
export async function enterSource(
  explorer: Explorer | undefined,
  params: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (explorer?.test === undefined) return;
  await withinTime((signal) => explorer.test!(params, signal), TIMEOUT_MS);
}

async function withinTime<T>(work: (signal: AbortSignal) => Promise<T>, timeoutMs: number): Promise<T> {
  const signal = AbortSignal.timeout(timeoutMs);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(sourceTimedOut(timeoutMs)), { once: true });
  });
  try {
    return await Promise.race([work(signal), late]);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    if (error.kind === 'unreachable') throw sourceUnreachable(error.said);
    throw error.kind === 'refused' ? sourceRefused(error.said) : cannotExplore(error.said);
  }
}
