import { useEffect, useRef, useState } from 'react';
import { notifyFailed } from './notify.ts';

/** What a dialog does with what was entered in it. */
export interface Submission {
  readonly busy: boolean;
  /** What was wrong with it, until the next try. */
  readonly problem: Error | undefined;
  /** The dialog is opened or closed: what is under way goes on without it, and is no longer waited for. */
  readonly forget: () => void;
  /**
   * Does it and then `done`; what it throws is kept as `problem`, and the person stays. Of what was forgotten meanwhile `done` is not
   * called, and a failure is told beside the page: whoever closed the dialog would not see it there.
   */
  readonly submit: (work: () => Promise<unknown>, done: () => void) => Promise<void>;
}

export function useSubmission(): Submission {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error>();
  // The one that is waited for.
  const current = useRef<object>(undefined);
  useEffect(
    () => () => {
      current.current = undefined;
    },
    [],
  );
  return {
    busy,
    problem,
    forget() {
      current.current = undefined;
      setBusy(false);
      setProblem(undefined);
    },
    async submit(work, done) {
      const mine = {};
      current.current = mine;
      const isWaitedFor = () => current.current === mine;
      setBusy(true);
      setProblem(undefined);
      try {
        await work();
        if (isWaitedFor()) done();
      } catch (error) {
        if (isWaitedFor()) setProblem(error as Error);
        else notifyFailed(error);
      }
      if (isWaitedFor()) setBusy(false);
    },
  };
}
