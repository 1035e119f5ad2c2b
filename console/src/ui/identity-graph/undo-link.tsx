import { Button } from '@react-spectrum/s2';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useClient } from '../client-context.ts';
import { useConfirm } from '../confirm.tsx';
import { notifyDone, notifyFailed } from '../notify.ts';
import { type DrawnIdentity, keyOf } from './drawing.tsx';
import { t } from './texts.ts';

/** Both ends, in any order: what tells a link apart. */
function nameOf(identities: readonly DrawnIdentity[]): string {
  return JSON.stringify(identities.map((one) => keyOf(one).toLowerCase()).sort());
}

/** Takes a link between two identities back, after a question; or lets one that was taken back hold again. */
export function UndoLink({ identities, isUndone }: { identities: readonly DrawnIdentity[]; isUndone: boolean }) {
  const client = useClient();
  const cache = useQueryClient();
  const confirm = useConfirm();
  const change = useMutation({
    mutationFn: async () => {
      if (!isUndone) return client.call('undoLink', { body: { identities, reason: '' } });
      const { items } = await client.call('listUndoneLinks', {});
      const undone = items.filter((one) => nameOf(one.identities) === nameOf(identities));
      return Promise.all(undone.map(({ id }) => client.call('restoreLink', { path: { linkId: id } })));
    },
    onSuccess: () => {
      notifyDone(t(isUndone ? 'restored' : 'taken'));
      return cache.invalidateQueries({ queryKey: ['identity-graph'] });
    },
    onError: notifyFailed,
  });
  const ask = async () => {
    const question = { title: t('undoQuestion'), consequence: t('undoConsequence'), confirm: t('undo') };
    if (isUndone || (await confirm(question))) change.mutate();
  };
  return (
    <div>
      <Button variant="secondary" isPending={change.isPending} onPress={() => void ask()}>
        {t(isUndone ? 'restore' : 'undo')}
      </Button>
    </div>
  );
}
