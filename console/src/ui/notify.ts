import { ToastQueue } from '@react-spectrum/s2';
import { problemOf } from './problem.ts';

/** Long enough to be read twice, and to reach its action with the keyboard. */
const SHOWN_MS = 8000;

/** Says that something was done; with an action, how to undo or follow it. */
export function notifyDone(text: string, action?: { readonly label: string; readonly onPress: () => void }): void {
  ToastQueue.positive(text, {
    timeout: SHOWN_MS,
    ...(action === undefined ? {} : { actionLabel: action.label, onAction: action.onPress, shouldCloseOnAction: true }),
  });
}

/** Says that something failed, in the words of the platform's answer; stays until it is closed. */
export function notifyFailed(error: unknown): void {
  const { title, detail } = problemOf(error);
  ToastQueue.negative(detail === '' ? title : `${title}: ${detail}`);
}
