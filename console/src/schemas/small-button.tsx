import { Button, type ButtonProps } from '@react-spectrum/s2';
import { useState } from 'react';
import { type Question, useConfirm } from '../ui/confirm.tsx';
import { notifyFailed } from '../ui/notify.ts';

/** A button as they stand beside a field or above a list. */
export function SmallButton(props: Omit<ButtonProps, 'variant' | 'size'>) {
  return <Button variant="secondary" size="S" {...props} />;
}

/** Does one thing, once at a time, after a question where there is one; says in the platform's words when it failed. */
export function SmallAction({
  verb,
  question,
  act,
}: {
  verb: string;
  question?: Omit<Question, 'confirm'> | undefined;
  /** Resolves when it is done and shown. */
  act: () => Promise<unknown>;
}) {
  const confirm = useConfirm();
  const [isPending, setPending] = useState(false);
  const press = async () => {
    if (question !== undefined && !(await confirm({ ...question, confirm: verb }))) return;
    // Set in the press itself, so that not even the next one comes before it is shown.
    setPending(true);
    await act().catch(notifyFailed);
    setPending(false);
  };
  return (
    <SmallButton isPending={isPending} onPress={() => void press()}>
      {verb}
    </SmallButton>
  );
}
