import { Switch } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { notifyDone, notifyFailed } from '../../ui/notify.ts';
import { SCHEMAS } from '../../ui/schemas.ts';
import type { WholeSchema } from '../schemas.ts';
import { own } from './texts.ts';

/** Whether records can say whom they are about: by a primary identity or an identity map. */
function hasIdentity({ marks, document }: WholeSchema): boolean {
  const primary = [...marks.identities.values()].some((identity) => identity.primary);
  return primary || document.properties?.identityMap?.['meta:xdmType'] === 'map';
}

/** Lets the schema take part in profiles, after saying that there is no way back. */
export function ProfileSwitch({ schema }: { schema: WholeSchema }) {
  const client = useClient();
  const cache = useQueryClient();
  const confirm = useConfirm();
  const enable = useMutation({
    mutationFn: () =>
      client.call('patchSchema', {
        path: { resourceId: schema.altId },
        body: [{ op: 'add', path: '/meta:immutableTags', value: ['union'] }],
      }),
    onSuccess: () => {
      notifyDone(own('enabled'));
      return cache.invalidateQueries({ queryKey: [SCHEMAS] });
    },
    onError: notifyFailed,
  });
  const ask = async () => {
    const question = { title: own('enableTitle'), consequence: own('enableHint'), confirm: own('enable') };
    if (await confirm(question)) enable.mutate();
  };
  const blocked = !schema.profile && !hasIdentity(schema);
  return (
    <div className={style({ display: 'flex', alignItems: 'center', gap: 8 })}>
      {blocked && <span className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>{own('needsIdentity')}</span>}
      <Switch
        isSelected={schema.profile}
        isDisabled={schema.profile || blocked || enable.isPending}
        onChange={() => void ask()}
      >
        {own('profile')}
      </Switch>
    </div>
  );
}
