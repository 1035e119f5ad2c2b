import { AlertDialog, DialogContainer } from '@react-spectrum/s2';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { t } from './messages.ts';

/** What is about to be done. */
export interface Question {
  readonly title: string;
  /** What is lost, and whether it can be had back. */
  readonly consequence: string;
  /** The verb of the button that does it. */
  readonly confirm: string;
  /** Cannot be undone. */
  readonly destructive?: boolean;
}

type Ask = (question: Question) => Promise<boolean>;

const AskContext = createContext<Ask>(() => Promise.resolve(false));

/** Asks before something is done: `if (await confirm({…})) …`. Leaving the dialog in any other way is a no. */
export function useConfirm(): Ask {
  return useContext(AskContext);
}

interface Open {
  readonly question: Question;
  readonly answer: (yes: boolean) => void;
}

/** Holds the dialog of `useConfirm`. */
export function Confirmations({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Open>();
  const ask = useCallback<Ask>((question) => new Promise((answer) => setOpen({ question, answer })), []);
  const dismiss = () => {
    setOpen(undefined);
    // The dialog tells that it is closed before it tells which button did it; the first answer counts.
    queueMicrotask(() => open?.answer(false));
  };
  return (
    <AskContext value={ask}>
      {children}
      <DialogContainer onDismiss={dismiss}>
        {open !== undefined && (
          <AlertDialog
            title={open.question.title}
            variant={open.question.destructive === true ? 'destructive' : 'confirmation'}
            primaryActionLabel={open.question.confirm}
            cancelLabel={t('cancel')}
            onPrimaryAction={() => open.answer(true)}
          >
            {open.question.consequence}
          </AlertDialog>
        )}
      </DialogContainer>
    </AskContext>
  );
}
