/**
 * Entry of the process a query runs in. Not a thread: a statement can take memory the engine does not count, or be deaf to
 * an interrupt for minutes (`select len(range(200000000))`), and then only the end of a process helps. The environment is
 * empty, so there is nothing to read in it either.
 */

import { constants, setPriority } from 'node:os';
import { check, QueryError, type QueryJob, type QueryResult, run } from './engine.ts';
import type { Verdict } from './guard.ts';

/** What the platform asks of the process. */
export type WorkerRequest = { readonly check: string } | { readonly run: QueryJob };

/** What it answers. */
export type WorkerReply =
  | { readonly verdict: Verdict }
  | { readonly result: QueryResult }
  | { readonly error: { readonly code: string; readonly message: string; readonly position?: number | undefined } };

// What streams goes first: a query takes what is left of the processors. Its threads are begun later, and inherit this.
setPriority(constants.priority.PRIORITY_LOW);

async function answer(request: WorkerRequest): Promise<WorkerReply> {
  try {
    return 'check' in request ? { verdict: await check(request.check) } : { result: await run(request.run) };
  } catch (error) {
    if (error instanceof QueryError)
      return { error: { code: error.code, message: error.message, position: error.position } };
    return { error: { code: 'SQL-FAILED', message: error instanceof Error ? error.message : String(error) } };
  }
}

process.on('message', (request: WorkerRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit(0));
