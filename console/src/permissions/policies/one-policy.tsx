import type { Operations } from '@meniscus/client';
import { Button, Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Details } from '../../ui/details.tsx';
import { useMayManage } from '../access.ts';
import { t } from './texts.ts';

type Policy = Operations['getAccessPolicy']['answer'];

const rules = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 24,
  margin: 0,
  padding: 0,
  listStyleType: 'none',
});

/** One policy with its rules; whoever may, switches it on and off. */
export function OnePolicy({ policy }: { policy: Policy }) {
  return (
    <section
      aria-label={policy.name}
      className={style({ display: 'flex', flexDirection: 'column', alignItems: 'start', gap: 16 })}
    >
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {policy.name}
      </Heading>
      <p className={style({ font: 'body', margin: 0 })}>{policy.description}</p>
      <Activity policy={policy} />
      <ol className={rules} aria-label={t('rules')}>
        {policy.rules.map(({ effect, resource, actions, condition }) => (
          <li key={`${resource} ${effect}`}>
            <Details
              rows={[
                [t('effect'), effect],
                [t('resource'), resource],
                [t('actions'), actions.join(', ')],
                [t('condition'), <code key="condition">{condition}</code>],
              ]}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Activity({ policy: { id, name, status } }: { policy: Policy }) {
  const client = useClient();
  const confirm = useConfirm();
  const isActive = status === 'active';
  const change = useChange(
    () =>
      client.call('updateAccessPolicy', {
        path: { policyId: id },
        body: { operations: [{ op: 'replace', path: '/status', value: isActive ? 'inactive' : 'active' }] },
      }),
    () => t('changed', name),
  );
  const press = async () => {
    const question = isActive
      ? { title: t('deactivateTitle', name), consequence: t('deactivateConsequence'), confirm: t('deactivate') }
      : { title: t('activateTitle', name), consequence: t('activateConsequence'), confirm: t('activate') };
    if (await confirm(question)) change.run();
  };
  if (!useMayManage()) return null;
  return (
    <Button variant="secondary" isPending={change.isPending} onPress={() => void press()}>
      {t(isActive ? 'deactivate' : 'activate')}
    </Button>
  );
}
