import type { Operations } from '@meniscus/client';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import { useClient } from './client-context.ts';

type Me = Operations['getMe']['answer'];

/** Who is signed in, and where. */
export interface Place {
  readonly org: string;
  readonly sandbox: string;
  /** Goes to another organisation the person's password opens: to its first page, or to an address in it. */
  readonly enter: (organisation: Me['organisation'], address?: string) => Promise<void>;
  /** Goes to the login and comes back to this page. */
  readonly signInAgain: () => Promise<void>;
}

const nowhere = () => Promise.reject(new Error('nobody is signed in'));
const PlaceContext = createContext<Place>({ org: '', sandbox: '', enter: nowhere, signInAgain: nowhere });

export const PlaceProvider = PlaceContext.Provider;

/** The organisation and the sandbox everything on the page belongs to. */
export function usePlace(): Place {
  return useContext(PlaceContext);
}

/** Who is signed in: organisation, sandboxes, permissions. Undefined until the platform has answered. */
export function useMe(): Me | undefined {
  const client = useClient();
  return useQuery({ queryKey: ['me'], staleTime: 60_000, queryFn: () => client.call('getMe', {}) }).data;
}

/**
 * The permissions the person holds in this sandbox, by slug (`manage-schemas`). Undefined until the platform has answered.
 * The console offers by them; the platform refuses by its own.
 */
export function usePermissions(): ReadonlySet<string> | undefined {
  const me = useMe();
  return useMemo(() => (me === undefined ? undefined : new Set(me.permissions)), [me]);
}

/** Whether the person holds one of these permissions; false until that is known. */
export function useMay(...permissions: readonly string[]): boolean {
  const held = usePermissions();
  return held !== undefined && permissions.some((permission) => held.has(permission));
}
