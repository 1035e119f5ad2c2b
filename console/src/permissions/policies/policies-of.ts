import type { Client } from '@meniscus/client';
import { queryOptions } from '@tanstack/react-query';

/** Where the policies are. */
export const LIST = '/permissions?tab=policies';

/** Where one of them is shown. */
export function addressOf(policyId: string): string {
  return `${LIST}&policy=${encodeURIComponent(policyId)}`;
}

/** All policies of the organisation. */
export function policiesOf(client: Client) {
  return queryOptions({
    queryKey: ['access-policies'],
    queryFn: async () => (await client.call('listAccessPolicies', { query: { limit: 1000 } })).items,
  });
}
