import { ToastQueue } from '@react-spectrum/s2';
import { problemOf } from './problem.ts';

/** Long enough to be read twice. */
const SHOWN_MS = 8000;

/** Says that something was done. */
export function notifyDone(text: string): void {
  ToastQueue.positive(text, { timeout: SHOWN_MS });
}

/** Says that something failed, in the words of the platform's answer; stays until it is closed. */
export function notifyFailed(error: unknown): void {
  const { title, detail } = problemOf(error);
  ToastQueue.negative(detail === '' ? title : `${title}: ${detail}`);
}
