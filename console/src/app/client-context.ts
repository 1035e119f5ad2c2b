import { createContext, useContext } from 'react';
import type { ConsoleClient } from './session.ts';

const ClientContext = createContext<ConsoleClient | undefined>(undefined);

export const ClientProvider = ClientContext.Provider;

/** The typed client of the signed-in person. Only below the shell. */
export function useClient(): ConsoleClient {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error('useClient is called outside the signed-in part of the console');
  return client;
}
