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
      <div className={style({ display: 'flex', flexWrap: 'wrap', gap: 16 })}>
        <Way hint={t('manualHint')} label={t('manual')} href="/schemas/create/manual" />
        <Way hint={t('mlAssistedHint')} label={t('mlAssisted')} href="/schemas/create/ml-assisted" />
      </div>
    </Page>
  );
}

function Way({ hint, label, href }: { hint: string; label: string; href: string }) {
  return (
    <div className={way}>
      <p className={style({ font: 'body', margin: 0 })}>{hint}</p>
      <LinkButton variant="secondary" href={href}>
        {label}
      </LinkButton>
    </div>
  );
}
