import { Button } from '@react-spectrum/s2';
import type { Change } from './change.ts';
import { useConfirm } from './confirm.tsx';

/** Destroys something after a question. `verb` is what the button and the answer say. */
export function DestroyButton({
  verb,
  title,
  consequence,
  change,
}: {
  verb: string;
  title: string;
  /** What is lost, and whether it can be had back. */
  consequence: string;
  change: Change<void, unknown>;
}) {
  const confirm = useConfirm();
  const press = async () => {
    if (await confirm({ title, consequence, confirm: verb, destructive: true })) change.run();
  };
  return (
    <Button variant="negative" fillStyle="outline" isPending={change.isPending} onPress={() => void press()}>
      {verb}
    </Button>
  );
}
