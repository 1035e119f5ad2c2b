import type { Precedence } from './merge.ts';

/** A merge policy as it is kept (page "Merge policies"). */
export interface MergePolicy {
  readonly name: string;
  readonly schema: { readonly name: string };
  readonly identityGraph: { readonly type: 'none' | 'pdg' };
  readonly attributeMerge: {
    readonly type: 'timestampOrdered' | 'dataSetPrecedence';
    /** Dataset ids, the strongest first; those not listed are not merged. */
    readonly order?: readonly string[];
  };
  readonly default: boolean;
  readonly isActiveOnEdge: boolean;
}

/** What merging needs of a policy. The same object as long as nothing is changed. */
export interface CompiledPolicy {
  readonly id: string;
  /** Are the identities of the person's graph merged, or only the one asked for? */
  readonly stitched: boolean;
  readonly precedence?: Precedence;
}

export const PROFILE_CLASS = '_xdm.context.profile';

/** When no policy is configured: no merge of identities (page "Entities"). */
export const NO_POLICY: CompiledPolicy = { id: '', stitched: false };

export function compilePolicy(id: string, { identityGraph, attributeMerge }: MergePolicy): CompiledPolicy {
  const stitched = identityGraph.type === 'pdg';
  if (attributeMerge.type === 'timestampOrdered') return { id, stitched };
  const ranks = new Map((attributeMerge.order ?? []).map((dataset, rank) => [dataset, rank]));
  return { id, stitched, precedence: (dataset) => ranks.get(dataset) };
}
