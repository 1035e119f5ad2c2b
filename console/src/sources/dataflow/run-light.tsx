import { StatusLight } from '@react-spectrum/s2';
import { runStatus } from './texts.ts';

const COLOURS: Readonly<Record<string, 'positive' | 'notice' | 'negative'>> = {
  success: 'positive',
  partialSuccess: 'notice',
  failed: 'negative',
};

/** How a run of a dataflow ended, or how far it is, in words and by its colour. */
export function RunLight({ status }: { status: string }) {
  return <StatusLight variant={COLOURS[status] ?? 'informative'}>{runStatus(status)}</StatusLight>;
}
