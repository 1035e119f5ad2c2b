import { LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { t } from '../../ui/messages.ts';
import { Page } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { own } from './texts.ts';

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
