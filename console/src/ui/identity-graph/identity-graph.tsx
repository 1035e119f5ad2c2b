import { ApiError, type Operations } from '@meniscus/client';
import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useClient } from '../client-context.ts';
import { useDatasetNames } from '../dataset-names.ts';
import { EmptyState } from '../empty-state.tsx';
import { t as shared } from '../messages.ts';
import { Loaded } from '../page.tsx';
import { useMay } from '../person.ts';
import { MOMENT, RowsTable } from '../rows-table.tsx';
import { listed, time } from '../texts.ts';
import { IdentityGraphDrawing, keyOf } from './drawing.tsx';
import { stateOf, t } from './texts.ts';
import { UndoLink } from './undo-link.tsx';

type Graph = Operations['getIdentityGraph']['answer'];
type SeenLink = Graph['links'][number];

function keyOfLink({ identities }: SeenLink): string {
  return identities.map(keyOf).join(' – ');
}

/** The graph an identity belongs to: drawn, its identities and links in tables, and the cause of the link that is chosen. */
export function IdentityGraph({ xid }: { xid: string }) {
  const client = useClient();
  const graph = useQuery({
    queryKey: ['identity-graph', xid],
    queryFn: async () => {
      try {
        return await client.call('getIdentityGraph', { query: { xid } });
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
  });
  return (
    <Loaded query={graph}>
      {(found) =>
        found === null ? <EmptyState title={t('alone')} hint={t('aloneHint')} /> : <KnownGraph graph={found} />
      }
    </Loaded>
  );
}

function KnownGraph({ graph }: { graph: Graph }) {
  const [chosen, setChosen] = useState<string>();
  const [link, setLink] = useState<string>();
  const links = useMemo(() => [...graph.links, ...graph.removedLinks], [graph]);
  const drawn = useMemo(() => links.map(({ identities, removed }) => ({ ends: identities, removed })), [links]);
  const open = links.find((one) => keyOfLink(one) === link);
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <IdentityGraphDrawing identities={graph.identities} links={drawn} chosen={chosen} onChoose={setChosen} />
      <Legend limit={graph.limit} />
      <RowsTable
        label={t('identities')}
        rows={graph.identities}
        id={keyOf}
        shown={chosen ?? ''}
        onAction={(one) => setChosen(keyOf(one))}
        columns={[
          { key: 'value', title: t('value'), cell: ({ id }) => id, share: 2 },
          { key: 'namespace', title: shared('namespace'), cell: ({ namespace }) => namespace },
          { key: 'since', title: t('since'), cell: ({ since }) => time(since), ...MOMENT },
        ]}
      />
      <Links links={links} shown={link ?? ''} onOpen={setLink} />
      {open !== undefined && <Causes link={open} />}
    </div>
  );
}

function Legend({ limit }: { limit: number }) {
  const part = style({ display: 'flex', alignItems: 'center', gap: 8 });
  return (
    <div
      className={style({ display: 'flex', flexWrap: 'wrap', columnGap: 24, font: 'ui-sm', color: 'neutral-subdued' })}
    >
      <span className={part}>
        <Sample />
        {t('solid')}
      </span>
      <span className={part}>
        <Sample dashes="6 6" />
        {t('dashed')}
      </span>
      <span>{t('most', limit)}</span>
    </div>
  );
}

function Sample({ dashes }: { dashes?: string }) {
  return (
    <svg aria-hidden="true" width="32" height="4">
      <line x1="0" y1="2" x2="32" y2="2" stroke="currentColor" strokeWidth="2" strokeDasharray={dashes} />
    </svg>
  );
}

function Links({ links, shown, onOpen }: { links: readonly SeenLink[]; shown: string; onOpen: (key: string) => void }) {
  const nameOf = useDatasetNames();
  return (
    <RowsTable
      label={t('links')}
      rows={links}
      id={keyOfLink}
      shown={shown}
      onAction={(one) => onOpen(keyOfLink(one))}
      columns={[
        { key: 'between', title: t('between'), cell: keyOfLink, share: 2.5 },
        { key: 'state', title: t('state'), cell: ({ removed }) => stateOf(removed), share: 0.8, narrowest: 96 },
        {
          key: 'cause',
          title: t('cause'),
          cell: ({ causes }) => listed(causes.map(({ datasetId }) => nameOf(datasetId))),
          share: 1.5,
        },
        {
          key: 'first',
          title: t('first'),
          cell: ({ firstEstablished }) => time(firstEstablished),
          narrowest: MOMENT.narrowest,
        },
        { key: 'last', title: t('last'), cell: ({ lastUpdated }) => time(lastUpdated), narrowest: MOMENT.narrowest },
      ]}
    />
  );
}

function Causes({ link }: { link: SeenLink }) {
  const nameOf = useDatasetNames();
  const mayUndo = useMay('edit-identity-settings');
  return (
    <section aria-label={keyOfLink(link)} className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('causes')}
      </Heading>
      <p className={style({ font: 'body', margin: 0 })}>{keyOfLink(link)}</p>
      <RowsTable
        label={t('causes')}
        rows={link.causes}
        id={({ datasetId }) => datasetId}
        columns={[
          { key: 'dataset', title: shared('dataset'), cell: ({ datasetId }) => nameOf(datasetId), share: 1.5 },
          { key: 'first', title: t('first'), cell: ({ first }) => time(first), ...MOMENT },
          { key: 'record', title: t('record'), cell: ({ firstRecord }) => firstRecord },
          { key: 'batch', title: t('batch'), cell: ({ firstBatch }) => firstBatch ?? '–', share: 1.5 },
          { key: 'last', title: t('last'), cell: ({ last }) => time(last), ...MOMENT },
          { key: 'lastRecord', title: t('lastRecord'), cell: ({ lastRecord }) => lastRecord },
        ]}
      />
      {mayUndo && <UndoLink identities={link.identities} isUndone={link.removed === 'undone'} />}
    </section>
  );
}
