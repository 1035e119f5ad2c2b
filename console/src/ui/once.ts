import { useState } from 'react';
import { notifyFailed } from './notify.ts';

/** Something that is done once at a time. */
export interface Once {
  readonly isPending: boolean;
  /** Does it, and says in the platform's words when it failed. */
  readonly start: (act: () => Promise<unknown>) => Promise<void>;
}

/** What a button does that may not be done twice because it was pressed twice. */
export function useOnce(): Once {
  const [isPending, setPending] = useState(false);
  return {
    isPending,
    async start(act) {
      // Set in the press itself, so that not even the next one comes before it is shown.
      setPending(true);
      await act().catch(notifyFailed);
      setPending(false);
    },
  };
}
