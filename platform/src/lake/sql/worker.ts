/**
 * Entry of the process a query runs in. Not a thread: a statement can take memory the engine does not count, or be deaf to
 * an interrupt for minutes (`select len(range(200000000))`), and then only the end of a process helps. The environment is
 * empty, so there is nothing to read in it either.
 */

import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { check, QueryError, type QueryJob, type QueryResult, run } from './engine.ts';
import type { Verdict } from './guard.ts';

/** What the platform asks of the process. */
export type WorkerRequest = { readonly check: string } | { readonly run: QueryJob };

/** What it answers. */
export type WorkerReply =
  | { readonly verdict: Verdict }
  | { readonly result: QueryResult }
  | { readonly error: { readonly code: string; readonly message: string; readonly position?: number | undefined } };

/** Which part of the processors it takes, its one argument: what is left by everybody else, or a tenth of what the platform takes. */
export type Part = 'rest' | 'share';

/** Steps below the platform: who gives way by so many gets a tenth of what one that does not gets. */
const GIVES_WAY = 10;

/** What streams goes first. */
function giveWay(part: Part): void {
  const { PRIORITY_LOW } = constants.priority;
  const priority = part === 'rest' ? PRIORITY_LOW : Math.min(PRIORITY_LOW, getPriority() + GIVES_WAY);
  // Threads begun later inherit it; by this call, those there are do not.
  setPriority(priority);
  try {
    for (const thread of readdirSync('/proc/self/task')) setPriority(Number(thread), priority);
    // Still less: a processor with only such work counts as idle, so that threads of the platform that wake go there instead of behind
    // each other. There is no way back without a privilege, so who is to have a share is begun anew.
    if (part === 'rest')
      execFileSync('/usr/bin/chrt', ['--idle', '--all-tasks', '--pid', '0', String(process.pid)], { stdio: 'ignore' });
  } catch {
    // Not Linux, or without its tool: the priority is what there is.
  }
}

giveWay(process.argv[2] as Part);

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
