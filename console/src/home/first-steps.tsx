import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { namedPermission } from '../ui/permission-names.ts';
import { useMay } from '../ui/person.ts';
import { Way } from '../ui/way.tsx';
import { t } from './texts.ts';

const steps = style({
  display: 'grid',
  gridTemplateColumns: { default: ['1fr'], md: ['1fr', '1fr', '1fr'] },
  gap: 16,
  margin: 0,
  padding: 0,
  listStyleType: 'none',
});

/** What is in it is as high as its neighbours. */
const step = style({ display: 'flex' });

/** The way from nothing to a first stream: each step for those who may take it. */
export function FirstSteps() {
  const maySchemas = useMay('manage-schemas');
  const mayDatasets = useMay('manage-datasets');
  const maySources = useMay('manage-sources');
  if (!maySources)
    return <p className={style({ font: 'body', margin: 0 })}>{t('noStreams', namedPermission('manage-sources'))}</p>;
  return (
    <>
      <p className={style({ font: 'body', margin: 0 })}>{t('beginHint')}</p>
      <ol className={steps} aria-label={t('begin')}>
        {maySchemas && (
          <li className={step}>
            <Way hint={t('schemaStep')} label={t('createSchema')} href="/schemas/create" />
          </li>
        )}
        {mayDatasets && (
          <li className={step}>
            <Way hint={t('datasetStep')} label={t('createDataset')} href="/datasets/create" />
          </li>
        )}
        <li className={step}>
          <Way hint={t('sourceStep')} label={t('setUpSource')} href="/sources" />
        </li>
      </ol>
    </>
  );
}
