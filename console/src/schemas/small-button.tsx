import { Button, type ButtonProps } from '@react-spectrum/s2';
import { type Question, useConfirm } from '../ui/confirm.tsx';
import { useOnce } from '../ui/once.ts';

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
  const { isPending, start } = useOnce();
  const press = async () => {
    if (question !== undefined && !(await confirm({ ...question, confirm: verb }))) return;
    await start(act);
  };
  return (
    <SmallButton isPending={isPending} onPress={() => void press()}>
      {verb}
    </SmallButton>
  );
}
