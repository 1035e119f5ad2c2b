import { Button } from '@react-spectrum/s2';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGo } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { DATASETS, type Dataset } from '../../ui/datasets.ts';
import { notifyDone, notifyFailed } from '../../ui/notify.ts';
import { useMay } from '../../ui/person.ts';
import { own } from './texts.ts';

/** Deletes the dataset, after saying what is lost and what sends to it. */
export function DeleteDataset({ dataset: { id, name } }: { dataset: Dataset }) {
  const client = useClient();
  const cache = useQueryClient();
  const go = useGo();
  const confirm = useConfirm();
  const senders = useQuery({
    queryKey: [DATASETS, id, 'senders'],
    queryFn: () => client.call('listTargetConnections', { query: { property: `params.dataSetId==${id}` } }),
    enabled: useMay('view-sources', 'manage-sources'),
  });
  const remove = useMutation({
    mutationFn: () => client.call('deleteDataSet', { path: { dataSetId: id } }),
    onSuccess: () => {
      notifyDone(own('deleted', name));
      go('/datasets');
      return cache.invalidateQueries({ queryKey: [DATASETS], exact: true });
    },
    onError: notifyFailed,
  });
  const ask = async () => {
    const count = senders.data?.items.length ?? 0;
    const consequence = [own('deleteHint'), ...(count === 0 ? [] : [own('deleteFlows', count)])].join(' ');
    const question = { title: own('deleteTitle', name), consequence, confirm: own('delete'), destructive: true };
    if (await confirm(question)) remove.mutate();
  };
  return (
    <Button variant="negative" fillStyle="outline" isPending={remove.isPending} onPress={() => void ask()}>
      {own('delete')}
    </Button>
  );
}
