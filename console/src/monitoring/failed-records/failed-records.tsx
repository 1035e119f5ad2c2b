import { Button, ButtonGroup, Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchState } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { FailedTable } from '../../ui/failed-table.tsx';
import { t as shared } from '../../ui/messages.ts';
import { NothingFound } from '../../ui/nothing-found.tsx';
import { Loaded } from '../../ui/page.tsx';
import { reasonText } from '../../ui/record-text.ts';
import { SuggestedFilter } from '../../ui/suggested-filter.tsx';
import { t } from './texts.ts';

const PER_PAGE = 50;
const REFRESH_MS = 5000;
const ANY = 'any';
/** Where one was in the list means nothing once something else is looked for. */
const RESETS = ['start'];

/** What was accepted and could not go its whole way: by reason and state, which are in the address. */
export function FailedRecords() {
  const client = useClient();
  const [code] = useSearchState('code');
  const [flow] = useSearchState('flow');
  const [status] = useSearchState('status');
  const [start, setStart] = useSearchState('start');
  const wanted = { code, flowId: flow, status, start };
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== ''));
  const failed = useQuery({
    queryKey: ['failed', given],
    queryFn: () => client.call('listFailedRecords', { query: { limit: PER_PAGE, ...given } }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <Filters />
      <Loaded query={failed}>
        {({ items, _page: { next } }) =>
          items.length === 0 && next === null ? (
            <Nothing isFiltered={Object.keys(given).length > 0} />
          ) : (
            <>
              <FailedTable rows={items} />
              <ButtonGroup>
                {start !== '' && (
                  <Button variant="secondary" onPress={() => setStart('')}>
                    {t('newest')}
                  </Button>
                )}
                {next !== null && (
                  <Button variant="secondary" onPress={() => setStart(next)}>
                    {t('older')}
                  </Button>
                )}
              </ButtonGroup>
            </>
          )
        }
      </Loaded>
    </div>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered) return <p className={style({ font: 'body', margin: 0 })}>{shared('noFailed')}</p>;
  return <NothingFound showAll="/monitoring?tab=failed" />;
}

function Filters() {
  const [status, setStatus] = useSearchState('status', '', RESETS);
  return (
    <search
      aria-label={t('filters')}
      className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: 16 })}
    >
      <Reason />
      <DataflowChoice />
      <Picker
        label={shared('status')}
        selectedKey={status || ANY}
        onSelectionChange={(key) => setStatus(key === ANY ? '' : String(key))}
        styles={style({ width: 144 })}
      >
        <PickerItem id={ANY}>{t('any')}</PickerItem>
        <PickerItem id="open">{t('open')}</PickerItem>
        <PickerItem id="replayed">{t('replayed')}</PickerItem>
      </Picker>
    </search>
  );
}

/** What the dataflows had in the last month, to choose from, and what its reasons say. */
function useMonth() {
  const client = useClient();
  const { data } = useQuery({
    queryKey: ['monitoring', '30d'],
    queryFn: () => client.call('getMonitoring', { query: { window: '30d' } }),
  });
  return { flows: data?.flows ?? [], reasonTexts: data?.reasonTexts ?? {} };
}

function Reason() {
  const [code, setCode] = useSearchState('code', '', RESETS);
  const { flows, reasonTexts } = useMonth();
  const seen = [...new Set(flows.flatMap(({ reasons }) => Object.keys(reasons)))].sort();
  return (
    <SuggestedFilter
      label={t('code')}
      placeholder={t('anyReason')}
      value={code}
      suggested={seen.map((id) => ({ id, meaning: reasonText(id, reasonTexts[id]) }))}
      onChange={setCode}
    />
  );
}

function DataflowChoice() {
  const [flow, setFlow] = useSearchState('flow', '', RESETS);
  return (
    <Picker
      label={shared('dataflow')}
      selectedKey={flow || ANY}
      onSelectionChange={(key) => setFlow(key === ANY ? '' : String(key))}
      styles={style({ width: 256, maxWidth: 'full' })}
    >
      {[{ flowId: ANY, name: t('any') }, ...useMonth().flows].map(({ flowId, name }) => (
        <PickerItem key={flowId} id={flowId}>
          {name}
        </PickerItem>
      ))}
    </Picker>
  );
}
