import {
  Button,
  ButtonGroup,
  Content,
  Dialog,
  DialogTrigger,
  Form,
  Heading,
  TextArea,
  TextField,
} from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type FormEvent, type ReactElement, type ReactNode, useId, useState } from 'react';
import { t as shared } from '../../ui/messages.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { RecommendedFields, type StandardFields } from '../chosen-fields/recommended-fields.tsx';
import { EMPTY_FORM, type FieldForm, faultOf, type TypeName } from './field-form.ts';
import { FieldRules } from './field-rules.tsx';
import { t } from './texts.ts';
import { TypeFields } from './type-fields.tsx';

interface FieldDialogProps {
  /** The field as it is; nothing: a new one. What it is called stays. */
  readonly field?: FieldForm | undefined;
  /** Where it stands. */
  readonly where?: ReactNode;
  /** Kinds of value that are offered. */
  readonly types: readonly TypeName[];
  /** The kind of value stays, too. */
  readonly hasFixedType?: boolean;
  /** Is there a field of this name where it is to stand? */
  readonly isTaken: (name: string) => boolean;
  /** Standard fields that are offered by the name that is typed. */
  readonly standard?: StandardFields | undefined;
  /** Is waited for; what it throws is shown, and the person stays. */
  readonly onApply: (form: FieldForm) => unknown;
}

/** A button that opens the form of a field, empty or as the field is now. */
export function FieldButton({
  button,
  onOpen,
  ...props
}: FieldDialogProps & {
  button: ReactElement;
  /** Sets anew what is entered beside the form. */
  onOpen?: () => void;
}) {
  const [opened, setOpened] = useState(0);
  const open = () => {
    setOpened(opened + 1);
    onOpen?.();
  };
  return (
    <DialogTrigger onOpenChange={(isOpen) => isOpen && open()}>
      {button}
      <FieldDialog key={opened} {...props} />
    </DialogTrigger>
  );
}

function FieldDialog({ field, where, types, hasFixedType = false, isTaken, standard, onApply }: FieldDialogProps) {
  const [form, setForm] = useState(field ?? EMPTY_FORM);
  const { busy, problem, submit } = useSubmission();
  const id = useId();
  const change = (part: Partial<FieldForm>) => setForm((before) => ({ ...before, ...part }));
  const isNew = field === undefined;
  const taken = isNew && form.name !== '' && isTaken(form.name);
  const fault = faultOf(isNew ? form : { ...form, name: 'known' });
  const apply = (event: FormEvent, close: () => void) => {
    event.preventDefault();
    if (!taken && fault === undefined) void submit(async () => onApply(form), close);
  };
  return (
    <Dialog size="L">
      {({ close }) => (
        <>
          <Heading slot="title">{t(isNew ? 'addField' : 'editField')}</Heading>
          <Content>
            <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
              {problem !== undefined && <ProblemBanner error={problem} />}
              <Form id={id} onSubmit={(event) => apply(event, close)}>
                <TextField
                  label={t('fieldName')}
                  {...(isNew ? { description: t('fieldNameHint') } : {})}
                  isRequired
                  isReadOnly={!isNew}
                  autoFocus={isNew}
                  value={form.name}
                  onChange={(name) => change({ name })}
                  isInvalid={taken || (form.name !== '' && fault === 'name')}
                  errorMessage={t(taken ? 'fieldTaken' : 'badFieldName')}
                />
                {isNew && standard !== undefined && (
                  <RecommendedFields name={form.name} standard={standard} onTaken={close} />
                )}
                <TextField label={t('title')} value={form.title} onChange={(title) => change({ title })} />
                {where}
                <TypeFields form={form} types={types} isFixed={hasFixedType} onChange={change} />
                <FieldRules form={form} fault={fault} onChange={change} />
                <TextArea
                  label={shared('description')}
                  value={form.description}
                  onChange={(description) => change({ description })}
                />
              </Form>
            </div>
          </Content>
          <ButtonGroup>
            <Button variant="secondary" fillStyle="outline" onPress={close}>
              {shared('cancel')}
            </Button>
            <Button type="submit" form={id} variant="accent" isDisabled={taken || fault !== undefined} isPending={busy}>
              {t('apply')}
            </Button>
          </ButtonGroup>
        </>
      )}
    </Dialog>
  );
}
