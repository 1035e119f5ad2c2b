import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useGo, usePathNow } from './address.ts';
import { notifyDone, notifyFailed } from './notify.ts';

export interface Change<Given, Answer> {
  /** Does it, and says in the platform's words when it failed. */
  readonly run: (given: Given) => void;
  /** Does it; whoever calls says what is wrong when it fails. */
  readonly attempt: (given: Given) => Promise<Answer>;
  readonly isPending: boolean;
}

/**
 * Changes something on the platform, says that it was done, and asks anew for everything the page shows: a change often
 * shows in more than one place, and none of them knows all the others. `leadsTo` gives the address where the person is
 * afterwards; it is gone to first, so that the page of what was deleted does not ask for it again. Who has gone to another
 * page meanwhile stays there, and is told just the same how it ended.
 *
 * @example
 * const remove = useChange((id: string) => client.call('deleteUser', { path: { userId: id } }), () => t('removed'));
 */
export function useChange<Given = void, Answer = unknown>(
  change: (given: Given) => Promise<Answer>,
  done: (given: Given, answer: Answer) => string,
  leadsTo?: (answer: Answer) => string | undefined,
): Change<Given, Answer> {
  const cache = useQueryClient();
  const go = useGo();
  const pathNow = usePathNow();
  const { mutateAsync, isPending } = useMutation({
    mutationFn: change,
    onMutate: pathNow,
    onSuccess: async (answer, given, from) => {
      notifyDone(done(given, answer));
      const address = leadsTo?.(answer);
      if (address !== undefined && pathNow() === from) await go(address);
      await cache.invalidateQueries();
    },
  });
  return { run: (given) => void mutateAsync(given).catch(notifyFailed), attempt: mutateAsync, isPending };
}
