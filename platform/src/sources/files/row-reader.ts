import { Worker } from 'node:worker_threads';
import type { FileRowsOptions, RowPage } from './file-rows.ts';
import { UnreadableFile } from './unreadable-file.ts';

type Answer =
  | { readonly page: RowPage }
  | { readonly end: true }
  | { readonly error: string; readonly isUnreadable: boolean };

/** Pages asked for ahead of their use, so that both threads are busy. */
const AHEAD = 4;
/** Unpacking and cutting rows needs little; a file that makes it need more is its own fault, not the platform's. */
const MEMORY_MB = 128;
const YOUNG_MB = 16;

/**
 * The rows of a file (see `fileRows`), read on a thread of their own, so that unpacking and cutting never holds up the
 * platform. Throws `UnreadableFile`. The thread ends with the loop over the pages.
 */
export async function* readRows(options: FileRowsOptions): AsyncGenerator<RowPage> {
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
  worker.on('error', (error) =>
    push({ error: error instanceof Error ? error.message : String(error), isUnreadable: false }),
  );
  worker.on('exit', () => push({ error: 'the reading thread ended', isUnreadable: false }));
  try {
    for (let asked = 0; asked < AHEAD; asked += 1) worker.postMessage('next');
    for (;;) {
      while (answers.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      const answer = answers.shift()!;
      if ('end' in answer) return;
      if ('error' in answer) throw answer.isUnreadable ? new UnreadableFile(answer.error) : new Error(answer.error);
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
