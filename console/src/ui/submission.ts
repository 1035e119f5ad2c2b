import { useState } from 'react';

/** What a dialog does with what was entered in it. */
export interface Submission {
  readonly busy: boolean;
  /** What was wrong with it, until the next try. */
  readonly problem: Error | undefined;
  readonly forget: () => void;
  /** Does it and then `done`; what it throws is kept as `problem`, and the person stays. */
  readonly submit: (work: () => Promise<unknown>, done: () => void) => Promise<void>;
}

export function useSubmission(): Submission {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error>();
  return {
    busy,
    problem,
    forget: () => setProblem(undefined),
    async submit(work, done) {
      setBusy(true);
      setProblem(undefined);
      try {
        await work();
        done();
      } catch (error) {
        setProblem(error as Error);
      } finally {
        setBusy(false);
      }
    },
  };
}
