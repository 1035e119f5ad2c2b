import { ActionButton, Badge, Picker, PickerItem, ProgressCircle } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { personAddress, useSearchState } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { useDatasetNames } from '../../ui/dataset-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { lineOf } from '../../ui/line-of.ts';
import { t as shared } from '../../ui/messages.ts';
import { NothingFound } from '../../ui/nothing-found.tsx';
import { ProblemBanner } from '../../ui/page.tsx';
import { SuggestedFilter } from '../../ui/suggested-filter.tsx';
import { listed, time } from '../../ui/texts.ts';
import { leavesOf } from './leaves.ts';
import type { Subject } from './profile.ts';
import { t } from './texts.ts';

interface Event {
  readonly entityId: string;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly sources: readonly string[];
  readonly entity: Readonly<Record<string, unknown>>;
}

interface EventPage {
  readonly _page: { readonly next: string };
  readonly children: readonly Event[];
}

const PAGE = 25;
const DAY_MS = 86_400_000;
const EVER = '';
const WITHIN = [EVER, '1d', '7d', '30d', '90d', '365d'] as const;
/** Facts of an event shown before its JSON is asked for. */
const MOST_FACTS = 8;
const NOT_FACTS = new Set(['_id', 'timestamp', 'eventType']);

interface Filter {
  readonly type: string;
  /** Days back from now, as `7d`; empty: all. */
  readonly within: string;
}

function useEvents({ xid, policy }: Subject, { type, within }: Filter) {
  const client = useClient();
  const [now] = useState(() => Date.now());
  return useInfiniteQuery({
    queryKey: ['profile-events', xid, policy, type, within],
    initialPageParam: '',
    queryFn: async ({ pageParam }) =>
      (await client.call('getEntity', {
        query: {
          'schema.name': '_xdm.context.experienceevent',
          'relatedSchema.name': '_xdm.context.profile',
          relatedEntityId: xid,
          mergePolicyId: policy || undefined,
          orderBy: '-timestamp',
          limit: PAGE,
          start: pageParam || undefined,
          property: type === '' ? undefined : `eventType=${type}`,
          startTime: within === EVER ? undefined : now - Number.parseInt(within, 10) * DAY_MS,
        },
      })) as EventPage,
    getNextPageParam: ({ _page: { next } }) => next || undefined,
  });
}

function NoEvents({ subject: { xid, policy }, isFiltered }: { subject: Subject; isFiltered: boolean }) {
  return isFiltered ? (
    <NothingFound showAll={personAddress(xid, { tab: 'events', ...(policy === '' ? {} : { policy }) })} />
  ) : (
    <EmptyState title={t('noEvents')} hint={t('noEventsHint')} />
  );
}

/** What a person did, newest first, a page at a time, by type and time. */
export function Events({ subject }: { subject: Subject }) {
  const [type, setType] = useSearchState('type');
  const [within, setWithin] = useSearchState('within', EVER);
  const events = useEvents(subject, { type, within });
  const pages = events.data?.pages ?? [];
  const found = pages.flatMap(({ children }) => children);
  const types = [...new Set([...found.map(typeOf), type])].filter((one) => one !== '').sort();
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <div className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: 16 })}>
        <SuggestedFilter
          label={t('type')}
          placeholder={t('allTypes')}
          value={type}
          suggested={types.map((id) => ({ id }))}
          onChange={setType}
        />
        <Picker
          label={t('within')}
          selectedKey={within || 'ever'}
          onSelectionChange={(key) => setWithin(key === 'ever' ? EVER : String(key))}
        >
          {WITHIN.map((days) => (
            <PickerItem key={days || 'ever'} id={days || 'ever'}>
              {withinText(days)}
            </PickerItem>
          ))}
        </Picker>
      </div>
      {events.error !== null ? (
        <ProblemBanner error={events.error} />
      ) : events.isPending ? (
        <ProgressCircle isIndeterminate aria-label={shared('loading')} />
      ) : found.length === 0 ? (
        <NoEvents subject={subject} isFiltered={type !== '' || within !== EVER} />
      ) : (
        <ol aria-label={t('events')} className={style({ margin: 0, padding: 0, listStyleType: 'none' })}>
          {found.map((event) => (
            <TimelineEvent key={`${event.timestamp} ${event.entityId}`} event={event} />
          ))}
        </ol>
      )}
      {events.hasNextPage && (
        <div>
          <ActionButton isPending={events.isFetchingNextPage} onPress={() => void events.fetchNextPage()}>
            {t('more')}
          </ActionButton>
        </div>
      )}
    </div>
  );
}

function withinText(within: (typeof WITHIN)[number]): string {
  if (within === EVER) return t('ever');
  return within === '1d' ? t('day') : t('days', Number.parseInt(within, 10));
}

function typeOf({ entity }: Event): string {
  return typeof entity.eventType === 'string' ? entity.eventType : '';
}

const item = style({
  display: 'grid',
  gridTemplateColumns: ['168px', '24px', 'minmax(0, 1fr)'],
  columnGap: 8,
});
const rail = style({ position: 'relative', display: 'flex', justifyContent: 'center' });
const thread = style({ width: 2, height: 'full', backgroundColor: 'gray-200' });
const dot = style({
  position: 'absolute',
  top: 4,
  size: 12,
  boxSizing: 'border-box',
  borderRadius: 'full',
  borderWidth: 2,
  borderStyle: 'solid',
  borderColor: 'blue-900',
  backgroundColor: 'base',
});

function TimelineEvent({ event }: { event: Event }) {
  const datasetName = useDatasetNames();
  const [open, setOpen] = useState(false);
  const facts = factsOf(event.entity);
  return (
    <li className={item}>
      <span className={style({ font: 'ui-sm', color: 'neutral-subdued', textAlign: 'end' })}>
        {time(event.timestamp)}
      </span>
      <span className={rail} aria-hidden="true">
        <span className={thread} />
        <span className={dot} />
      </span>
      <div className={style({ display: 'flex', flexDirection: 'column', gap: 8, paddingBottom: 24, minWidth: 0 })}>
        <div className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8 })}>
          <Badge variant={typeOf(event).startsWith('commerce.') ? 'green' : 'blue'} fillStyle="subtle">
            {typeOf(event) || t('untyped')}
          </Badge>
          <span className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>
            {listed(event.sources.map(datasetName))}
          </span>
          <ActionButton isQuiet size="S" aria-expanded={open} onPress={() => setOpen(!open)}>
            {t('viewJson')}
          </ActionButton>
        </div>
        <dl className={style({ display: 'flex', flexWrap: 'wrap', columnGap: 24, rowGap: 4, margin: 0 })}>
          {facts.map(({ path, value }) => (
            <div key={path} className={style({ display: 'flex', gap: 4 })}>
              <dt className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>{path}</dt>
              <dd className={style({ font: 'ui-sm', margin: 0, overflowWrap: 'anywhere' })}>{value}</dd>
            </div>
          ))}
        </dl>
        {open && <JsonView label={t('eventJson')} value={event.entity} />}
      </div>
    </li>
  );
}

/** The first few values of an event, standard fields before own ones, each under the last names of its path. */
function factsOf(entity: Event['entity']): readonly { path: string; value: string }[] {
  const leaves = leavesOf(entity).filter(({ path }) => !NOT_FACTS.has(path));
  const standard = leaves.filter(({ path }) => !path.startsWith('_'));
  return [...standard, ...leaves.filter((leaf) => !standard.includes(leaf))]
    .slice(0, MOST_FACTS)
    .map(({ path, value }) => ({ path: path.split('.').slice(-2).join('.'), value: lineOf(value) }));
}
