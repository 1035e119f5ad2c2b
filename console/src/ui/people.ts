import type { Client } from '@meniscus/client';
import { queryOptions } from '@tanstack/react-query';

/** By name, and as many as one call lists. */
const LIST = { limit: 1000, orderBy: 'name' };

/** All people of the organisation. */
export function usersOf(client: Client) {
  return queryOptions({
    queryKey: ['users'],
    queryFn: async () => (await client.call('listUsers', { query: LIST })).items,
  });
}

/** All API credentials. */
export function credentialsOf(client: Client) {
  return queryOptions({
    queryKey: ['credentials'],
    queryFn: async () => (await client.call('listCredentials', { query: LIST })).items,
  });
}
