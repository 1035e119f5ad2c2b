import { Button, ButtonGroup, Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { t } from '../../ui/messages.ts';
import { Loaded, ProblemBanner } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { time } from '../../ui/texts.ts';

const section = style({ display: 'flex', flexDirection: 'column', gap: 16, paddingTop: 16 });
const HOUR_MINUTES = 60;

/** What fires and what is over; what fires can be muted and resolved. */
export function Alerts() {
  const client = useClient();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<string>();
  const alerts = useQuery({
    queryKey: ['alerts'],
    queryFn: () => client.call('listAlerts', {}),
    refetchInterval: 5000,
  });
  const changed = () => queries.invalidateQueries({ queryKey: ['alerts'] });
  const mute = useMutation({
    mutationFn: ({ id, minutes }: { id: string; minutes: number }) =>
      client.call('muteAlert', { path: { id }, body: { minutes } }),
    onSuccess: changed,
  });
  const resolve = useMutation({
    mutationFn: (id: string) => client.call('resolveAlert', { path: { id } }),
    onSuccess: changed,
  });
  const open = alerts.data?.items.find(({ id }) => id === chosen);
  const problem = mute.error ?? resolve.error;
  return (
    <div className={section}>
      <Loaded query={alerts}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={style({ font: 'body', margin: 0 })}>{t('noAlerts')}</p>
          ) : (
            <RowsTable
              label={t('alerts')}
              rows={items}
              id={({ id }) => id}
              onAction={({ id }) => setChosen(id)}
              columns={[
                { key: 'message', title: t('message'), cell: ({ message }) => message, share: 4 },
                { key: 'subscription', title: t('subscription'), cell: (alert) => alert.subscription, share: 1.5 },
                { key: 'state', title: t('state'), cell: ({ state, muted }) => t(stateOf(state, muted)) },
                { key: 'since', title: t('since'), cell: ({ since }) => time(since), share: 2 },
              ]}
            />
          )
        }
      </Loaded>
      {problem !== null && <ProblemBanner error={problem} />}
      {open !== undefined && (
        <section className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
          <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
            {open.message}
          </Heading>
          {open.state === 'firing' && (
            <ButtonGroup>
              <Button
                variant="accent"
                isPending={mute.isPending}
                onPress={() => mute.mutate({ id: open.id, minutes: open.muted ? 0 : HOUR_MINUTES })}
              >
                {t(open.muted ? 'unmute' : 'muteHour')}
              </Button>
              <Button variant="secondary" isPending={resolve.isPending} onPress={() => resolve.mutate(open.id)}>
                {t('resolve')}
              </Button>
            </ButtonGroup>
          )}
        </section>
      )}
    </div>
  );
}

function stateOf(state: string, muted: boolean): 'muted' | 'firing' | 'resolved' {
  if (muted) return 'muted';
  return state === 'firing' ? 'firing' : 'resolved';
}
