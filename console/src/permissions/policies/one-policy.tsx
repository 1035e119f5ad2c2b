import { Button, ButtonGroup, Heading, LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { to } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { DestroyButton } from '../../ui/destroy-button.tsx';
import { Details } from '../../ui/details.tsx';
import { t as shared } from '../../ui/messages.ts';
import { usePlace } from '../../ui/person.ts';
import { listed } from '../../ui/texts.ts';
import { useMayManage } from '../access.ts';
import { useSandboxTitle } from '../sandbox-names.ts';
import { t as access } from '../texts.ts';
import { LIST } from './policies-of.ts';
import { draftOf, type Policy, type Rule } from './rule-draft.ts';
import { descriptionOf, effectName, t } from './texts.ts';

const rules = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 24,
  margin: 0,
  padding: 0,
  listStyleType: 'none',
});

/** One policy with its rules; whoever may, changes it and switches it on and off. */
export function OnePolicy({ policy }: { policy: Policy }) {
  return (
    <section aria-label={policy.name} className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <div className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 16, rowGap: 8 })}>
        <Heading level={2} styles={style({ font: 'title', margin: 0, flexGrow: 1 })}>
          {policy.name}
        </Heading>
        <Actions policy={policy} />
      </div>
      {policy.description !== '' && <p className={style({ font: 'body', margin: 0 })}>{descriptionOf(policy)}</p>}
      <ol className={rules} aria-label={t('rules')}>
        {policy.rules.map((rule) => (
          <li key={JSON.stringify(rule)}>
            <RuleShown rule={rule} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A rule in the words it is filled in by. */
function RuleShown({ rule }: { rule: Rule }) {
  const { org } = usePlace();
  const titleOf = useSandboxTitle();
  const { effect, subject, sandbox, resource, match, kinds, condition, actions } = draftOf(org, rule);
  const other = subject === 'other';
  return (
    <Details
      rows={[
        [t('effect'), effectName(effect)],
        [t('resource'), other ? resource : t(`subject-${subject}`)],
        ...(other ? [] : [[shared('sandbox'), sandbox === '*' ? t('everySandbox') : titleOf(sandbox)] as const]),
        [t('actions'), listed(actions.map((action) => t(`action-${action}`)))],
        [t('who'), match === 'other' ? <code key="condition">{condition}</code> : t(`match-${match}`)],
        ...(match === 'other' ? [] : [[t('kinds'), listed(kinds.map((kind) => t(`kind-${kind}`)))] as const]),
      ]}
    />
  );
}

function Actions({ policy }: { policy: Policy }) {
  if (!useMayManage()) return null;
  return (
    <ButtonGroup>
      <LinkButton variant="secondary" href={to`/permissions/policies/${policy.id}`}>
        {access('edit')}
      </LinkButton>
      <Activity policy={policy} />
      {!policy.isDefault && <DeletePolicy policy={policy} />}
    </ButtonGroup>
  );
}

function DeletePolicy({ policy: { id, name } }: { policy: Policy }) {
  const client = useClient();
  const remove = useChange(
    () => client.call('deleteAccessPolicy', { path: { policyId: id } }),
    () => t('deleted', name),
    () => LIST,
  );
  return (
    <DestroyButton
      verb={access('delete')}
      title={t('deleteTitle', name)}
      consequence={t('deleteConsequence')}
      change={remove}
    />
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
  return (
    <Button variant="secondary" isPending={change.isPending} onPress={() => void press()}>
      {t(isActive ? 'deactivate' : 'activate')}
    </Button>
  );
}
