import { Switch } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { DATASETS, type Dataset } from '../../ui/datasets.ts';
import { notifyFailed } from '../../ui/notify.ts';
import { useSchemas } from '../../ui/schemas.ts';
import { own } from './texts.ts';

/** Whether what arrives also reaches profiles; changed after a question. */
export function ProfileSwitch({ dataset }: { dataset: Dataset }) {
  const client = useClient();
  const cache = useQueryClient();
  const confirm = useConfirm();
  const schemas = useSchemas();
  const change = useMutation({
    mutationFn: (enabled: boolean) => {
      const tag = [`enabled:${enabled}`];
      const tags = { unifiedProfile: tag, unifiedIdentity: tag };
      return client.call('updateDataSet', { path: { dataSetId: dataset.id }, body: { tags } });
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: [DATASETS] }),
    onError: notifyFailed,
  });
  const ask = async (enabled: boolean) => {
    const question = enabled
      ? { title: own('enableTitle'), consequence: own('enableHint'), confirm: own('enable') }
      : { title: own('disableTitle'), consequence: own('disableHint'), confirm: own('disable') };
    if (await confirm(question)) change.mutate(enabled);
  };
  const schema = schemas.data?.find(({ id }) => id === dataset.schema);
  const blocked = schemas.isSuccess && schema?.profile !== true && !dataset.profile;
  return (
    <div className={style({ display: 'flex', alignItems: 'center', gap: 8 })}>
      {blocked && <span className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>{own('schemaFirst')}</span>}
      <Switch
        isSelected={dataset.profile}
        isDisabled={schemas.isPending || blocked || change.isPending}
        onChange={(enabled) => void ask(enabled)}
      >
        {own('profile')}
      </Switch>
    </div>
  );
}
