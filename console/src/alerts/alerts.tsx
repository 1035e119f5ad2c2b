import type { Operations } from '@meniscus/client';
import type { Phrase } from '@meniscus/languages/syntax';
import { Button, ButtonGroup, Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useSearchState } from '../ui/address.ts';
import { useWatchNames } from '../ui/alert-rules.ts';
import { useChange } from '../ui/change.ts';
import { useClient } from '../ui/client-context.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { t } from '../ui/messages.ts';
import { Loaded, Page } from '../ui/page.tsx';
import { useMay } from '../ui/person.ts';
import { phraseText } from '../ui/phrase.ts';
import { MOMENT, RowsTable } from '../ui/rows-table.tsx';
import { time } from '../ui/texts.ts';
import { Subscriptions } from './subscriptions.tsx';
import { t as own } from './texts.ts';

type Alert = Operations['listAlerts']['answer']['items'][number];

const section = style({ display: 'flex', flexDirection: 'column', gap: 16 });
const HOUR_MINUTES = 60;

/** What fires and what is over, and who is told of it; what fires can be muted and resolved. */
export function Alerts() {
  const client = useClient();
  const mayManage = useMay('manage-alerts');
  const [chosen, setChosen] = useSearchState('alert');
  const alerts = useQuery({
    queryKey: ['alerts'],
    queryFn: () => client.call('listAlerts', {}),
    refetchInterval: 5000,
  });
  const nameWatch = useWatchNames();
  const nameOf = ({ subscription: name, rule, flowId }: Alert) =>
    nameWatch({ name, rule, flowIds: flowId === undefined ? [] : [flowId] });
  const open = alerts.data?.items.find(({ id }) => id === chosen);
  return (
    <Page title={t('alerts')}>
      <div className={section}>
        <Loaded query={alerts}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={own('noAlerts')} hint={own(mayManage ? 'noAlertsHint' : 'noAlertsReader')} />
            ) : (
              <RowsTable
                label={t('alerts')}
                rows={items}
                id={({ id }) => id}
                shown={chosen}
                onAction={({ id }) => setChosen(id)}
                columns={[
                  { key: 'message', title: t('message'), cell: alertText, share: 6, narrowest: 400 },
                  { key: 'subscription', title: t('subscription'), cell: nameOf, share: 1.5 },
                  { key: 'state', title: t('state'), cell: ({ state, muted }) => t(stateOf(state, muted)) },
                  { key: 'since', title: t('since'), cell: ({ since }) => time(since), ...MOMENT },
                ]}
              />
            )
          }
        </Loaded>
        {open !== undefined && <OneAlert alert={open} />}
        <Subscriptions />
      </div>
    </Page>
  );
}

function OneAlert({ alert }: { alert: Alert }) {
  const { id, state, muted } = alert;
  const message = alertText(alert);
  const client = useClient();
  const mayResolve = useMay('resolve-alerts', 'manage-alerts');
  const mute = useChange(
    (minutes: number) => client.call('muteAlert', { path: { id }, body: { minutes } }),
    (minutes) => t(minutes === 0 ? 'firing' : 'muted'),
  );
  const resolve = useChange(
    () => client.call('resolveAlert', { path: { id } }),
    () => t('resolved'),
  );
  return (
    <section aria-label={message} className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {message}
      </Heading>
      {mayResolve && state === 'firing' && (
        <ButtonGroup>
          <Button variant="accent" isPending={mute.isPending} onPress={() => mute.run(muted ? 0 : HOUR_MINUTES)}>
            {t(muted ? 'unmute' : 'muteHour')}
          </Button>
          <Button variant="secondary" isPending={resolve.isPending} onPress={() => resolve.run()}>
            {t('resolve')}
          </Button>
        </ButtonGroup>
      )}
    </section>
  );
}

/** What an alert says. */
function alertText({ message, phrase }: Pick<Alert, 'message' | 'phrase'>): string {
  return phraseText(phrase as Phrase | undefined, message);
}

function stateOf(state: string, muted: boolean): 'muted' | 'firing' | 'resolved' {
  if (muted) return 'muted';
  return state === 'firing' ? 'firing' : 'resolved';
}
