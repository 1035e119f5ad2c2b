import { Button, ButtonGroup } from '@react-spectrum/s2';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useGo } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { notifyDone, notifyFailed } from '../../ui/notify.ts';
import { type Dataflow, useKind } from '../flow-service.ts';
import { EditFlow } from './edit-flow.tsx';
import { EditSchedule } from './edit-schedule.tsx';
import { t } from './texts.ts';

/** Changes, enables, disables and, once that is confirmed, deletes a dataflow. */
export function FlowActions({ flow }: { flow: Dataflow }) {
  const { id, name = id, state } = flow;
  const client = useClient();
  const cache = useQueryClient();
  const confirm = useConfirm();
  const go = useGo();
  const isFiles = useKind(flow) === 'files';
  const op = state === 'enabled' ? 'disable' : 'enable';
  const change = useMutation({
    mutationFn: () => client.call('performFlowAction', { path: { id }, query: { op } }),
    onSuccess: () => {
      notifyDone(t(op === 'enable' ? 'enabled' : isFiles ? 'disabledFiles' : 'disabled', name));
      return cache.invalidateQueries({ queryKey: ['flows'] });
    },
    onError: notifyFailed,
  });
  const remove = useMutation({
    mutationFn: () => client.call('deleteFlow', { path: { id } }),
    onSuccess: () => {
      notifyDone(t('deleted', name));
      go('/sources');
      return cache.invalidateQueries({ queryKey: ['flows'], exact: true });
    },
    onError: notifyFailed,
  });
  const ask = async () => {
    const title = t('deleteTitle', name);
    const consequence = t(isFiles ? 'deleteFilesHint' : 'deleteHint');
    if (await confirm({ title, consequence, confirm: t('delete'), destructive: true })) remove.mutate();
  };
  return (
    <ButtonGroup>
      <RunNow flow={flow} />
      <EditFlow flow={flow} />
      <EditSchedule flow={flow} />
      {state !== 'draft' && (
        <Button variant="secondary" isPending={change.isPending} onPress={() => change.mutate()}>
          {t(op)}
        </Button>
      )}
      <Button variant="negative" fillStyle="outline" isPending={remove.isPending} onPress={() => void ask()}>
        {t('delete')}
      </Button>
    </ButtonGroup>
  );
}

/** Reads the source once more. The platform runs on demand what is enabled and scheduled once (page "On-demand ingestion"). */
function RunNow({ flow }: { flow: Dataflow }) {
  const { id, name = id, state, scheduleParams } = flow;
  const client = useClient();
  const kind = useKind(flow);
  const run = useChange(
    () => client.call('createFlowRun', { body: { flowId: id, params: { startTime: Math.floor(Date.now() / 1000) } } }),
    () => t('runBegun', name),
  );
  if (kind !== 'files' || state !== 'enabled' || scheduleParams?.frequency !== 'once') return null;
  return (
    <Button variant="primary" isPending={run.isPending} onPress={() => run.run()}>
      {t('runNow')}
    </Button>
  );
}
