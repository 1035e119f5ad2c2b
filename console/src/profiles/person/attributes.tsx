import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useDeferredValue, useMemo } from 'react';
import { useSearchState } from '../../ui/address.ts';
import { useDatasetNames } from '../../ui/dataset-names.ts';
import { lineOf } from '../../ui/line-of.ts';
import { t as shared } from '../../ui/messages.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import { MOMENT, RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { matchesSearch } from '../../ui/search.ts';
import { SearchBar } from '../../ui/search-bar.tsx';
import { time } from '../../ui/texts.ts';
import { type Leaf, leavesOf } from './leaves.ts';
import type { Profile, Subject } from './profile.ts';
import { MOST_EXPLAINED, useProvenance } from './provenance.ts';
import { ProvenancePanel } from './provenance-panel.tsx';
import { split } from './split.ts';
import { t } from './texts.ts';

/** Every value of a profile with the dataset that wrote it and when; one of them explained in full. */
export function Attributes({ profile, subject }: { profile: Profile; subject: Subject }) {
  const [search, setSearch] = useSearchState('search');
  const [chosen, setChosen] = useSearchState('attribute');
  const leaves = useMemo(() => leavesOf(profile.entity), [profile]);
  const wanted = useDeferredValue(search);
  const shown = useMemo(
    () => leaves.filter(({ path, value }) => matchesSearch(wanted, path, lineOf(value))),
    [leaves, wanted],
  );
  const provenance = useProvenance(subject, leaves.length > MOST_EXPLAINED ? shown : leaves);
  const datasetName = useDatasetNames();
  const of = (path: string) => provenance.data?.get(path);
  const explained = chosen === '' ? undefined : of(chosen);
  // Beside the explanation there is no room for them, and it says the same.
  const origin: readonly TableColumn<Leaf>[] = [
    {
      key: 'dataset',
      title: shared('dataset'),
      cell: ({ path }) => {
        const found = of(path);
        return found === undefined ? '–' : datasetName(found.datasetId);
      },
      share: 1.2,
    },
    {
      key: 'time',
      title: t('writtenAt'),
      cell: ({ path }) => {
        const found = of(path);
        return found === undefined ? '–' : time(found.time);
      },
      share: 1.2,
      narrowest: MOMENT.narrowest,
    },
  ];
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <SearchBar
        label={t('findAttribute')}
        value={search}
        onChange={setSearch}
        status={[
          shared('shownOf', { shown: shown.length, all: leaves.length }),
          ...(shown.length > MOST_EXPLAINED ? [t('leftOut', MOST_EXPLAINED)] : []),
        ].join(' – ')}
      />
      {provenance.error !== null && <ProblemBanner error={provenance.error} />}
      <div className={split({ isOpen: explained !== undefined })}>
        <RowsTable
          label={t('attributes')}
          rows={shown}
          empty={shared('nothingFoundHint')}
          id={({ path }) => path}
          shown={chosen}
          onAction={({ path }) => setChosen(path)}
          columns={[
            { key: 'path', title: t('attribute'), cell: ({ path }) => path, share: 2 },
            { key: 'value', title: t('value'), cell: ({ value }) => lineOf(value), share: 1.6 },
            ...(explained === undefined ? origin : []),
          ]}
        />
        {explained !== undefined && <ProvenancePanel provenance={explained} onClose={() => setChosen('')} />}
      </div>
    </div>
  );
}
