import type { Operations } from '@meniscus/client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../ui/client-context.ts';
import { t } from './texts.ts';

export type OneSandbox = Operations['getSandbox']['answer'];

const STATES = ['creating', 'active', 'resetting', 'deleted'] as const;
/** What is being made, reset or deleted is looked at again after this time. */
const AGAIN_MS = 1000;

/** All sandboxes, by name; asked for again while one of them changes. */
export function useSandboxes() {
  const client = useClient();
  return useQuery({
    queryKey: ['sandboxes'],
    queryFn: async () =>
      (await client.call('listSandboxes', { query: { limit: 1000, orderBy: 'asc:name' } })).sandboxes,
    refetchInterval: ({ state: { data } }) => (data?.some(({ state }) => state !== 'active') ? AGAIN_MS : false),
  });
}

/** The state of a sandbox, in words. */
export function stateOf({ state }: OneSandbox): string {
  const known = STATES.find((one) => one === state);
  return known === undefined ? state : t(known);
}

/** The type of a sandbox, in words. */
export function typeOf({ type }: OneSandbox): string {
  return t(type === 'production' ? 'production' : 'development');
}

/** Times of this service are UTC and without a zone: `2019-09-04 04:57:24`. */
export function modifiedAt({ lastModifiedDate }: OneSandbox): number {
  return Date.parse(`${lastModifiedDate.replace(' ', 'T')}Z`);
}
