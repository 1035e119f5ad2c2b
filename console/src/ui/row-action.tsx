import { ActionButton } from '@react-spectrum/s2';
import { type Once, useOnce } from './once.ts';

/** A button in a row of a table; it does its work once at a time. */
export function RowAction({
  verb,
  name,
  act,
  once,
}: {
  verb: string;
  /** What it is called among those of the other rows. */
  name: string;
  /** Resolves when it is done and shown. */
  act: () => Promise<unknown>;
  /** Of all that may not be done at the same time; without it, of this row alone. */
  once?: Once;
}) {
  const alone = useOnce();
  const { isPending, start } = once ?? alone;
  return (
    <ActionButton size="S" isQuiet aria-label={name} isPending={isPending} onPress={() => void start(act)}>
      {verb}
    </ActionButton>
  );
}
