import type { Operations } from '@meniscus/client';
import type { Phrase } from '@meniscus/languages/syntax';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import type { Leaf } from './leaves.ts';
import type { Subject } from './profile.ts';

export type Provenance = Operations['explainProfile']['answer']['attributes'][number];

/** What an attribute was before, or why that is not known. */
export type Replaced =
  | { readonly value: unknown; readonly datasetId: string; readonly time: number }
  | { readonly note: string; readonly phrase: Phrase };

/** A row of a mapping set that makes an attribute. */
export interface MappingRow {
  readonly source?: string;
  readonly destination: string;
}

/** Attributes whose provenance is asked for; the platform explains as many in one call. */
export const MOST_EXPLAINED = 200;
/** Paths in one call, so that its address stays short. */
const AT_ONCE = 50;

function parts(paths: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(paths.length / AT_ONCE);
  return Array.from({ length: count }, (_, index) => paths.slice(index * AT_ONCE, (index + 1) * AT_ONCE));
}

/** Where the first values come from, by path. Computed attributes and what the person may not see explained are not in it. */
export function useProvenance({ xid, policy }: Subject, leaves: readonly Leaf[]) {
  const client = useClient();
  // A comma would be the end of a path to the platform.
  const paths = leaves.slice(0, MOST_EXPLAINED).flatMap(({ path }) => (path.includes(',') ? [] : [path]));
  return useQuery({
    queryKey: ['provenance', xid, policy, paths],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const query = { entityId: xid, mergePolicyId: policy || undefined };
      const answers = await Promise.all(
        parts(paths).map((some) => client.call('explainProfile', { query: { ...query, attributes: some.join(',') } })),
      );
      return new Map(answers.flatMap(({ attributes }) => attributes.map((one) => [one.path, one] as const)));
    },
  });
}
