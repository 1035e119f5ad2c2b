import { LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { t } from '../../ui/messages.ts';
import { Page } from '../../ui/page.tsx';
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

/** Which way to a new dataset. */
export function CreateDataset() {
  return (
    <Page title={own('create')} above={[{ label: t('datasets'), href: '/datasets' }]}>
      <div className={way}>
        <p className={style({ font: 'body', margin: 0 })}>{own('fromSchemaHint')}</p>
        <LinkButton variant="accent" href="/datasets/create/schema">
          {own('fromSchema')}
        </LinkButton>
      </div>
    </Page>
  );
}
