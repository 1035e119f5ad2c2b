import { deepEqual, useBlocker } from '@tanstack/react-router';
import { useCallback, useEffect, useRef } from 'react';
import { useConfirm } from './confirm.tsx';
import { texts } from './texts.ts';

const own = texts({
  leaveTitle: ['Leave without saving?', 'Quitter sans enregistrer ?'],
  leaveHint: ['What you entered here is lost.', 'Ce que vous avez saisi ici sera perdu.'],
  leave: ['Leave', 'Quitter'],
});

/** Does the work that saves what was entered, and tells whether it did. */
export type Saving = (work: () => Promise<boolean>) => Promise<boolean>;

/**
 * Asks before a person leaves a page on which something was entered and not saved: once, wherever they go from there, also when they
 * close it, where the browser asks in its own words. Nothing is asked while all is as it was when the page was opened.
 *
 * @param entered What is entered, as a value; it may hold anything, and is compared only when somebody leaves.
 * @returns Wraps what saves it: while that works, and once it resolved to true, the way on is free.
 */
export function useUnsaved(entered: unknown): Saving {
  const confirm = useConfirm();
  const first = useRef(entered);
  const now = useRef(entered);
  const isSaved = useRef(false);
  useEffect(() => {
    now.current = entered;
  });
  const isUnsaved = useCallback(() => !isSaved.current && !deepEqual(first.current, now.current), []);
  const shouldBlockFn = useCallback(
    // A filter or a tab of the page is in its address, too.
    async ({ current, next }: { current: { pathname: string }; next: { pathname: string } }) => {
      if (current.pathname === next.pathname || !isUnsaved()) return false;
      const question = { title: own('leaveTitle'), consequence: own('leaveHint'), confirm: own('leave') };
      return !(await confirm({ ...question, destructive: true }));
    },
    [confirm, isUnsaved],
  );
  useBlocker({ shouldBlockFn, enableBeforeUnload: isUnsaved });
  return useCallback(async (work) => {
    isSaved.current = true;
    try {
      isSaved.current = await work();
    } catch (error) {
      isSaved.current = false;
      throw error;
    }
    return isSaved.current;
  }, []);
}
