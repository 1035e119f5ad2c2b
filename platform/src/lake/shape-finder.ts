import { Worker } from 'node:worker_threads';
import type { ColumnTree } from './columns.ts';
import { type FoundShape, shapeOf } from './shape.ts';

/** Fewer bytes are looked at where they are, in some three milliseconds: a message to a thread, and its start, cost about as much. */
const IN_PLACE = 1_048_576;
/** It holds a piece of a file and what was found in it. */
const MEMORY_MB = 64;
const YOUNG_MB = 4;

/** Threads that may end one after the other, none of them with an answer, before rows are looked at where they are: that always gets on. */
const MOST_LOST = 3;

/** The thread ended before its answer. Nothing is wrong with the rows. */
class ShapeThreadLost extends Error {
  readonly code = 'SHAPE-THREAD-LOST';
}

interface Waiting {
  resolve(found: FoundShape): void;
  reject(error: Error): void;
}

/**
 * What occurs in rows, found on a thread of its own: it takes one to three microseconds a row, which is what everything else that is done
 * for the lake takes of the thread that answers requests. One question at a time.
 */
export class ShapeFinder {
  readonly #lost: (why: string) => void;
  #worker: Worker | undefined;
  #waiting: Waiting | undefined;
  /** Threads that ended since the last answer. */
  #lostInARow = 0;

  /** `lost` is told when the thread ends and nobody ended it; the next question has another one. */
  constructor(lost: (why: string) => void) {
    this.#lost = lost;
  }

  /** Of whole lines, and the file that holds them. Rejects, with a code, when the thread ends. */
  async find(pieces: readonly Uint8Array[], path: string, tree: ColumnTree): Promise<FoundShape> {
    if (this.#waiting !== undefined)
      throw new Error('what occurs in rows is asked for while another answer is waited for');
    const isFew = pieces.reduce((sum, { length }) => sum + length, 0) <= IN_PLACE;
    if (isFew || this.#lostInARow >= MOST_LOST) return shapeOf(pieces, tree);
    this.#worker ??= this.#start();
    const worker = this.#worker;
    // Nobody waits for a thread without a question.
    worker.ref();
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      worker.postMessage({ path, tree });
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./shape-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    worker.on('message', (found: FoundShape) => {
      worker.unref();
      this.#lostInARow = 0;
      this.#answered()?.resolve(found);
    });
    const ended = (why: string) => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#lostInARow += 1;
      this.#lost(why);
      this.#answered()?.reject(new ShapeThreadLost(`the thread that finds the shape of rows is no more: ${why}`));
    };
    worker.on('error', (error) => ended(error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => ended(`it ended with code ${code}`));
    return worker;
  }

  #answered(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }

  /** Ends the thread; the next question has another one. */
  close(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#lostInARow = 0;
    void worker?.terminate();
    this.#answered()?.reject(new ShapeThreadLost('the lake stops'));
  }
}
