import { Worker } from 'node:worker_threads';
import type { Said } from '@meniscus/languages/syntax';
import type { FileRowsOptions, RowPage } from './file-rows.ts';
import { UnreadableFile } from './unreadable-file.ts';

type Answer =
  | { readonly page: RowPage }
  | { readonly end: true }
  | { readonly unreadable: Said }
  | { readonly error: string }
  /** Why the thread is no more. */
  | { readonly lost: string };

/** Pages asked for ahead of their use, so that both threads are busy. */
const AHEAD = 4;
/** Unpacking and cutting rows needs little; a file that makes it need more is its own fault, not the platform's. */
const MEMORY_MB = 128;
const YOUNG_MB = 16;
/** Threads that may end one after the other, none of them with a page, before it is taken for the file's doing. */
const MOST_LOST = 3;

class ThreadLost extends Error {}

/**
 * The rows of a file (see `fileRows`), read on a thread of their own, so that unpacking and cutting never holds up the
 * platform. Throws `UnreadableFile`. The thread ends with the loop over the pages. Another one goes on behind the last page
 * when a thread ends before that, of which `lost` is told; the third in a row without a page throws.
 */
export async function* readRows(options: FileRowsOptions, lost: (why: string) => void): AsyncGenerator<RowPage> {
  let { skip } = options;
  for (let inARow = 0; ; ) {
    const from = skip;
    try {
      for await (const page of pagesOfThread({ ...options, skip })) {
        skip += page.ends.length;
        yield page;
      }
      return;
    } catch (error) {
      if (!(error instanceof ThreadLost)) throw error;
      lost(error.message);
      inARow = skip > from ? 0 : inARow + 1;
      if (inARow === MOST_LOST)
        throw new Error(`reading it ended unexpectedly ${MOST_LOST} times in a row: ${error.message}`);
    }
  }
}

async function* pagesOfThread(options: FileRowsOptions): AsyncGenerator<RowPage> {
  const worker = new Worker(new URL('./row-worker.ts', import.meta.url), {
    workerData: options,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const answers: Answer[] = [];
  let wake: () => void = () => {};
  const push = (answer: Answer) => {
    answers.push(answer);
    wake();
  };
  worker.on('message', push);
  worker.on('error', (error) => push({ lost: error instanceof Error ? error.message : String(error) }));
  worker.on('exit', (code) => push({ lost: `the reading thread ended with code ${code}` }));
  try {
    for (let asked = 0; asked < AHEAD; asked += 1) worker.postMessage('next');
    for (;;) {
      while (answers.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      const answer = answers.shift()!;
      if ('end' in answer) return;
      if ('lost' in answer) throw new ThreadLost(answer.lost);
      if ('unreadable' in answer) throw new UnreadableFile(answer.unreadable);
      if ('error' in answer) throw new Error(answer.error);
      worker.postMessage('next');
      yield answer.page;
    }
  } finally {
    worker.removeAllListeners();
    await worker.terminate();
  }
}

/** The texts of a page, as views into it. */
export function textsOf({ bytes, ends }: RowPage): readonly Uint8Array[] {
  return Array.from(ends, (end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
}
