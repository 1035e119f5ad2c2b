import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { t as shared } from '../../ui/messages.ts';
import { Page } from '../../ui/page.tsx';
import { Way } from '../../ui/way.tsx';
import { t } from './texts.ts';

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
