import type { Operations } from '@meniscus/client';
import { ActionButton, ActionButtonGroup, Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { alertRuleName } from '../ui/alert-names.ts';
import { useAlertRules, useWatchNames } from '../ui/alert-rules.ts';
import { useChange } from '../ui/change.ts';
import { useClient } from '../ui/client-context.ts';
import { useConfirm } from '../ui/confirm.tsx';
import { t as shared } from '../ui/messages.ts';
import { Loaded } from '../ui/page.tsx';
import { useMay } from '../ui/person.ts';
import { RowsTable } from '../ui/rows-table.tsx';
import { Subscribe } from './subscribe.tsx';
import { t } from './texts.ts';

type Subscription = Operations['getAlertSubscription']['answer'];

/** Who is told of what. */
export function Subscriptions() {
  const client = useClient();
  const mayManage = useMay('manage-alerts');
  const subscriptions = useQuery({
    queryKey: ['alert-subscriptions'],
    queryFn: async () => (await client.call('listAlertSubscriptions', {})).items,
  });
  const rules = useAlertRules();
  const titleOf = (id: string) => alertRuleName(rules.data?.find((rule) => rule.id === id) ?? { id, title: id });
  const nameOf = useWatchNames();
  const actions = {
    key: 'actions',
    title: t('actions'),
    cell: (subscription: Subscription) => <Actions subscription={subscription} name={nameOf(subscription)} />,
    share: 2,
  };
  return (
    <section
      aria-label={t('subscriptions')}
      className={style({ display: 'flex', flexDirection: 'column', alignItems: 'start', gap: 16 })}
    >
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('subscriptions')}
      </Heading>
      <p className={style({ font: 'body', margin: 0 })}>{t('hint')}</p>
      {mayManage && rules.data !== undefined && <Subscribe rules={rules.data} />}
      <Loaded query={subscriptions}>
        {(items) => (
          <RowsTable
            label={t('subscriptions')}
            rows={items}
            empty={t(mayManage ? 'none' : 'noneReader')}
            id={({ id }) => id}
            columns={[
              { key: 'name', title: shared('name'), cell: nameOf, share: 2 },
              { key: 'rule', title: t('rule'), cell: ({ rule }) => titleOf(rule), share: 3 },
              { key: 'channel', title: t('channel'), cell: ({ channel }) => channelOf(channel), share: 2 },
              { key: 'state', title: shared('state'), cell: ({ enabled }) => t(enabled ? 'on' : 'off') },
              ...(mayManage ? [actions] : []),
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}

function channelOf({ url, to }: Subscription['channel']): string {
  return url ?? to?.join(', ') ?? t('in-app');
}

function Actions({ subscription: { id, enabled }, name }: { subscription: Subscription; name: string }) {
  const client = useClient();
  const confirm = useConfirm();
  const turn = useChange(
    () => client.call('updateAlertSubscription', { path: { id }, body: { enabled: !enabled } }),
    () => t('changed', name),
  );
  const remove = useChange(
    () => client.call('deleteAlertSubscription', { path: { id } }),
    () => t('deleted', name),
  );
  const press = async () => {
    const question = { title: t('deleteTitle', name), consequence: t('deleteConsequence'), confirm: t('delete') };
    if (await confirm({ ...question, destructive: true })) remove.run();
  };
  return (
    <ActionButtonGroup size="S" isQuiet>
      <ActionButton aria-label={t('turnOne', { name, enabled })} isPending={turn.isPending} onPress={() => turn.run()}>
        {t(enabled ? 'turnOff' : 'turnOn')}
      </ActionButton>
      <ActionButton aria-label={t('deleteOne', name)} isPending={remove.isPending} onPress={() => void press()}>
        {t('delete')}
      </ActionButton>
    </ActionButtonGroup>
  );
}
