import { Button, ButtonGroup, Content, Dialog, DialogContainer, Heading, InlineAlert } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { CopyField } from '../../ui/copy-field.tsx';
import { t } from './texts.ts';

/** A secret as it is answered when it is made, and never again. */
export interface Issued {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Shows a secret this once; it closes by its button alone, so that nobody loses the secret by a slip. */
export function SecretDialog({ issued, onDone }: { issued: Issued | undefined; onDone: (issued: Issued) => void }) {
  return (
    <DialogContainer onDismiss={() => {}}>
      {issued !== undefined && (
        <Dialog size="L" isKeyboardDismissDisabled>
          <Heading slot="title">{t('clientSecret')}</Heading>
          <Content>
            <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
              <InlineAlert variant="notice">
                <Heading>{t('shownOnce')}</Heading>
                <Content>{t('shownOnceHint')}</Content>
              </InlineAlert>
              <CopyField label={t('clientId')} value={issued.clientId} />
              <CopyField label={t('clientSecret')} value={issued.clientSecret} />
            </div>
          </Content>
          <ButtonGroup>
            <Button variant="accent" onPress={() => onDone(issued)}>
              {t('done')}
            </Button>
          </ButtonGroup>
        </Dialog>
      )}
    </DialogContainer>
  );
}
