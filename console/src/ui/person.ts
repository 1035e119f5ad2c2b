import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { useClient } from './client-context.ts';

/** Who is signed in, and where. */
export interface Place {
  readonly org: string;
  readonly sandbox: string;
}

const PlaceContext = createContext<Place>({ org: '', sandbox: '' });

export const PlaceProvider = PlaceContext.Provider;

/** The organisation and the sandbox everything on the page belongs to. */
export function usePlace(): Place {
  return useContext(PlaceContext);
}

/**
 * The permissions the person holds in this sandbox, by slug (`manage-schemas`). Undefined until the platform has answered.
 * The console offers by them; the platform refuses by its own.
 */
export function usePermissions(): ReadonlySet<string> | undefined {
  const client = useClient();
  const held = useQuery({
    queryKey: ['permissions'],
    staleTime: 60_000,
    queryFn: async () => {
      const { permissions } = await client.call('getPermissionReference', {});
      const asked = Object.keys(permissions as object).map((slug) => `/permissions/${slug}`);
      const { policies } = (await client.call('listEffectivePolicies', { body: asked })) as { policies: object };
      return Object.keys(policies).map((path) => path.replace('/permissions/', ''));
    },
  });
  return held.data === undefined ? undefined : new Set(held.data);
}

/** Whether the person holds one of these permissions; false until that is known. */
export function useMay(...permissions: readonly string[]): boolean {
  const held = usePermissions();
  return held !== undefined && permissions.some((permission) => held.has(permission));
}
