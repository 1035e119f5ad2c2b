import type { Client } from '@meniscus/client';
import { createContext, useContext } from 'react';

const ClientContext = createContext<Client | undefined>(undefined);

export const ClientProvider = ClientContext.Provider;

/** The typed client of the signed-in person. Only below the shell. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error('useClient is called outside the signed-in part of the console');
  return client;
}
