import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { CarriedLabels } from '../../ui/labels.tsx';
import type { Audience } from '../audience.ts';
import { t } from './texts.ts';

/** The labels an audience carries: who sees it, and who is in it. */
export function AudienceLabels({
  audience: { id, name, labels },
  mayChange,
}: {
  audience: Audience;
  mayChange: boolean;
}) {
  const client = useClient();
  const change = useChange(
    (value: readonly string[]) =>
      client.call('patchAudience', { path: { id }, body: [{ op: 'add', path: '/labels', value }] }),
    () => t('labelsChanged', name),
  );
  return (
    <>
      <p className={style({ font: 'body', margin: 0 })}>{t('labelsHint')}</p>
      <CarriedLabels
        carried={labels}
        mayChange={mayChange}
        onAdd={(label) => change.attempt([...labels, label])}
        onRemove={(label) => change.attempt(labels.filter((one) => one !== label))}
      />
    </>
  );
}
