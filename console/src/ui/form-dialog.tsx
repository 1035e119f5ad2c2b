import { Button, ButtonGroup, Content, Dialog, DialogTrigger, Form, Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type ReactElement, type ReactNode, useId } from 'react';
import { t } from './messages.ts';
import { ProblemBanner } from './page.tsx';
import { useSubmission } from './submission.ts';

/** What was entered, by the names of the fields. */
export type Entered = Readonly<Record<string, string>>;

/** A button that opens a dialog with a few fields, which does one thing. */
export function FormDialog({
  button,
  title,
  submit,
  destructive = false,
  onSubmit,
  children,
}: {
  button: ReactElement;
  title: string;
  /** The verb of the button that does it. */
  submit: string;
  /** Cannot be undone. */
  destructive?: boolean;
  /** Resolves when it is done, then the dialog closes; what it throws is shown, and the person stays. */
  onSubmit: (entered: Entered) => Promise<unknown>;
  /** Fields with a `name`; the browser checks what is required. */
  children: ReactNode;
}) {
  // A Dialog renders its children once for each of its parts, so what these share is kept out here.
  const id = useId();
  const { busy, problem, forget, submit: send } = useSubmission();
  return (
    <DialogTrigger onOpenChange={forget}>
      {button}
      <Dialog size="M">
        {({ close }) => (
          <>
            <Heading slot="title">{title}</Heading>
            <Content>
              {/* Below the last field there is place for the ring of its focus. */}
              <div className={style({ display: 'flex', flexDirection: 'column', gap: 16, paddingBottom: 4 })}>
                {problem !== undefined && <ProblemBanner error={problem} />}
                <Form
                  id={id}
                  onSubmit={(event) => {
                    event.preventDefault();
                    const entered = enteredIn(event.currentTarget);
                    void send(() => onSubmit(entered), close);
                  }}
                >
                  {children}
                </Form>
              </div>
            </Content>
            <ButtonGroup>
              <Button variant="secondary" fillStyle="outline" onPress={close}>
                {t('cancel')}
              </Button>
              <Button type="submit" form={id} variant={destructive ? 'negative' : 'accent'} isPending={busy}>
                {submit}
              </Button>
            </ButtonGroup>
          </>
        )}
      </Dialog>
    </DialogTrigger>
  );
}

function enteredIn(form: HTMLFormElement): Entered {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}
