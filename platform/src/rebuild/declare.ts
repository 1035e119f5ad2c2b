import { ALL_FIELDS, Problem, type Route, type Scope } from '../kernel/index.ts';

/** A declared object that cannot be put in the place of what there is; the message says which and why. */
export class UnusableChange extends Error {
  override readonly name = 'UnusableChange';
}

type Members = Readonly<Record<string, unknown>>;
/** An operation of the API by its id; the body of its answer. */
export type Operation = (
  id: string,
  given: {
    params?: Record<string, string>;
    body?: unknown;
    query?: Record<string, string>;
    headers?: Record<string, string>;
  },
) => Promise<unknown>;

const OPERATOR = 'meniscus_replay';
const PAGE = '100';

/** The operations of some routes on behalf of whoever has the data directory: nobody is asked for a permission. */
export function operationsOn(routes: readonly Route[], scope: Scope): Operation {
  const actor = { userId: OPERATOR, clientId: OPERATOR, kind: 'credential', org: scope.org } as const;
  return async (id, { params = {}, body, query = {}, headers = {} }) => {
    const route = routes.find((one) => one.id === id);
    if (route === undefined) throw new Error(`there is no operation ${id}`);
    const rest = { scope, actor, fields: ALL_FIELDS, requestId: OPERATOR };
    return (await route.handle({ ...rest, params, query, headers, body: body as never })).body;
  };
}

/**
 * Declares objects otherwise, each given as the API answers it: a mapping set (with the dataflows that run it), a segment
 * definition (without an id: one more), a merge policy. Throws `UnusableChange`.
 */
export async function declareOtherwise(operation: Operation, objects: readonly unknown[]): Promise<void> {
  for (const [at, object] of objects.entries())
    try {
      await declareOne(operation, object);
    } catch (error) {
      if (error instanceof Problem || error instanceof UnusableChange)
        throw new UnusableChange(`object ${at + 1} cannot be used: ${error.message}`);
      throw error;
    }
}

async function declareOne(operation: Operation, object: unknown): Promise<void> {
  const members = typeof object === 'object' && object !== null ? (object as Members) : {};
  const { id } = members;
  if (Array.isArray(members.mappings)) return changeMapping(operation, String(id), members);
  if (members.attributeMerge !== undefined)
    await operation('replaceMergePolicy', { params: { mergePolicyId: String(id) }, body: members });
  else if (members.expression === undefined)
    throw new UnusableChange(
      'it is no mapping set (mappings), no segment definition (expression) and no merge policy (attributeMerge)',
    );
  else if (id === undefined) await operation('createSegmentDefinition', { body: members });
  else
    await operation('patchSegmentDefinition', {
      params: { id: String(id) },
      body: { expression: members.expression },
    });
}

interface FlowAnswer {
  readonly id: string;
  readonly etag: string;
  readonly transformations?: readonly { readonly params?: { readonly mappingId?: string } }[];
}

async function allFlows(operation: Operation): Promise<readonly FlowAnswer[]> {
  const found: FlowAnswer[] = [];
  for (let token: string | null = ''; token !== null; ) {
    const more: Record<string, string> = token === '' ? {} : { continuationToken: token };
    const page = (await operation('listFlows', { query: { limit: PAGE, ...more } })) as {
      readonly items: readonly FlowAnswer[];
      readonly _links?: { readonly next?: { readonly href: string } };
    };
    found.push(...page.items);
    const next = page._links?.next?.href;
    token = next === undefined ? null : new URL(next, 'http://here').searchParams.get('continuationToken');
  }
  return found;
}

/** Writes the next version of a mapping set and lets every dataflow that runs the set run that. */
async function changeMapping(operation: Operation, id: string, { outputSchema, mappings }: Members): Promise<void> {
  const { version } = (await operation('updateMappingSet', {
    params: { mappingSetId: id },
    body: { outputSchema, mappings },
  })) as { readonly version: number };
  let runs = 0;
  for (const { id: flowId, etag, transformations = [] } of await allFlows(operation)) {
    const patch = transformations.flatMap(({ params }, at) =>
      params?.mappingId === id
        ? [{ op: 'replace', path: `/transformations/${at}/params/mappingVersion`, value: version }]
        : [],
    );
    if (patch.length === 0) continue;
    runs += 1;
    await operation('updateFlow', { params: { id: flowId }, body: patch, headers: { 'if-match': etag } });
  }
  if (runs === 0) throw new UnusableChange(`no dataflow runs mapping set ${id}`);
}
