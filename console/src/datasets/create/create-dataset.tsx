import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { t } from '../../ui/messages.ts';
import { Page } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { Way } from '../../ui/way.tsx';
import { own } from './texts.ts';

/** Which way to a new dataset. A file brings its schema with it, so that way is for those who may make schemas too. */
export function CreateDataset() {
  const maySchemas = useMay('manage-schemas');
  return (
    <Page title={own('create')} above={[{ label: t('datasets'), href: '/datasets' }]}>
      <div className={style({ display: 'flex', flexWrap: 'wrap', gap: 16 })}>
        <Way hint={own('fromSchemaHint')} label={own('fromSchema')} href="/datasets/create/schema" />
        {maySchemas && <Way hint={own('fromCsvHint')} label={own('fromCsv')} href="/datasets/create/csv" />}
      </div>
    </Page>
  );
}
