import { Button, ButtonGroup, Content, Dialog, DialogContainer, Heading, InlineAlert } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { CopyField } from '../ui/copy-field.tsx';
import { t } from './texts.ts';

/** Shows what is answered once and never again; it closes by its button alone, so that nobody loses it by a slip. */
export function ShownOnce({
  title,
  hint,
  fields,
  onDone,
}: {
  title: string;
  hint: string;
  /** Undefined: there is nothing to show. */
  fields: readonly (readonly [label: string, value: string])[] | undefined;
  onDone: () => void;
}) {
  return (
    <DialogContainer onDismiss={() => {}}>
      {fields !== undefined && (
        <Dialog size="L" isKeyboardDismissDisabled>
          <Heading slot="title">{title}</Heading>
          <Content>
            <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
              <InlineAlert variant="notice">
                <Heading>{t('shownOnce')}</Heading>
                <Content>{hint}</Content>
              </InlineAlert>
              {fields.map(([label, value]) => (
                <CopyField key={label} label={label} value={value} />
              ))}
            </div>
          </Content>
          <ButtonGroup>
            <Button variant="accent" onPress={onDone}>
              {t('done')}
            </Button>
          </ButtonGroup>
        </Dialog>
      )}
    </DialogContainer>
  );
}
