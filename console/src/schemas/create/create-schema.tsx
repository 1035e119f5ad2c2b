import { LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { t as shared } from '../../ui/messages.ts';
import { Page } from '../../ui/page.tsx';
import { t } from './texts.ts';

const way = style({
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'start',
  justifyContent: 'space-between',
  gap: 16,
  boxSizing: 'border-box',
  width: 'full',
  maxWidth: 384,
  padding: 24,
  borderRadius: 'lg',
  borderWidth: 1,
  borderStyle: 'solid',
  borderColor: 'gray-200',
});

/** Which way to a new schema. */
export function CreateSchema() {
  return (
    <Page title={t('create')} above={[{ label: shared('schemas'), href: '/schemas' }]}>
      <div className={way}>
        <p className={style({ font: 'body', margin: 0 })}>{t('manualHint')}</p>
        <LinkButton variant="accent" href="/schemas/create/manual">
          {t('manual')}
        </LinkButton>
      </div>
    </Page>
  );
}
