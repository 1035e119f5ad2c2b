import { Heading, ListView, ListViewItem, SearchField, Text } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type ReactNode, useState } from 'react';
import { t as shared } from '../ui/messages.ts';
import { number } from '../ui/texts.ts';
import { choice as t } from './field-groups-texts.ts';
import { foundBy, ofIndustries } from './found-parts.ts';
import { industriesOf, industryText } from './industries.ts';
import type { Part, PartDocument } from './library.ts';
import { PartPreview } from './part-preview.tsx';
import { PartTable } from './part-table.tsx';
import { useUses } from './uses.ts';

const layout = style({
  display: 'grid',
  gridTemplateColumns: { default: ['minmax(0, 1fr)'], lg: [192, 'minmax(0, 2fr)', 'minmax(0, 1fr)'] },
  gridTemplateRows: { default: ['auto'], lg: ['minmax(0, 1fr)'] },
  gap: 24,
  height: 'full',
  boxSizing: 'border-box',
  // Place for the ring round what has the focus.
  padding: 4,
});
const pane = style({ display: 'flex', flexDirection: 'column', gap: 12, minWidth: 0, minHeight: 320 });

/**
 * Chooses among classes or field groups: found by words and industries together, sorted, looked at before they are chosen. As
 * high as what it is in.
 */
export function PartChoice({
  kind,
  label,
  search: searchLabel,
  hint,
  parts,
  taken = [],
  several = false,
  chosen,
  onChoose,
  filter,
  above,
  searchesFirst = false,
}: {
  kind: PartDocument['kind'];
  /** What the list is called. */
  label: string;
  /** What its search is called. */
  search: string;
  /** What to do to see a preview. */
  hint: string;
  parts: readonly Part[];
  /** `$id`s of those that are shown and cannot be chosen. */
  taken?: readonly string[];
  several?: boolean;
  /** `$id`s; what a search hides stays chosen. */
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
  /** What else narrows the list. */
  filter?: ReactNode;
  /** What stands above the preview. */
  above?: ReactNode;
  /** The search has the focus from the beginning, as the first thing of a dialog. */
  searchesFirst?: boolean;
}) {
  const [search, setSearch] = useState('');
  const [industries, setIndustries] = useState<readonly string[]>([]);
  const [order, setOrder] = useState('');
  const [looked, look] = useState<string>();
  const uses = useUses();
  const matching = foundBy(search, parts);
  const shown = ofIndustries(industries, matching);
  const choose = (ids: readonly string[]) => {
    look(ids.find((id) => !chosen.includes(id)) ?? looked);
    onChoose(ids);
  };
  return (
    <div className={layout}>
      <div className={pane}>
        <Industries parts={parts} matching={matching} chosen={industries} onChoose={setIndustries} />
      </div>
      <div className={pane}>
        <div className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 16, rowGap: 4 })}>
          <SearchField
            aria-label={searchLabel}
            placeholder={searchLabel}
            value={search}
            onChange={setSearch}
            autoFocus={searchesFirst}
            styles={style({ width: 288, maxWidth: 'full' })}
          />
          <span role="status" className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>
            {shared('shownOf', { shown: shown.length, all: parts.length })}
          </span>
          {filter}
        </div>
        <PartTable
          label={label}
          parts={shown}
          uses={uses}
          taken={taken}
          several={several}
          chosen={chosen}
          onChoose={choose}
          onLook={look}
          // The best match first while something is looked for, else what is used most.
          order={order === '' && search === '' ? '-popularity' : order}
          onOrder={setOrder}
        />
        <p className={style({ font: 'ui-sm', color: 'neutral-subdued', margin: 0 })}>{t('popularityHint')}</p>
      </div>
      <div className={pane}>
        {above}
        <PartPreview part={parts.find(({ id }) => id === (looked ?? chosen.at(-1)))} kind={kind} hint={hint} />
      </div>
    </div>
  );
}

/** Industries, with how many of what was found are tagged so: one stop of Tab, arrows go from one to the next. */
function Industries({
  parts,
  matching,
  chosen,
  onChoose,
}: {
  parts: readonly Part[];
  matching: readonly Part[];
  chosen: readonly string[];
  onChoose: (industries: readonly string[]) => void;
}) {
  const all = industriesOf(parts);
  const items = all.map((id) => ({ id, found: ofIndustries([id], matching).length }));
  return (
    <>
      <Heading level={3} styles={style({ font: 'title-sm', margin: 0, flexGrow: 0 })}>
        {t('industry')}
      </Heading>
      {all.length === 0 ? (
        <p className={style({ font: 'ui-sm', color: 'neutral-subdued', margin: 0 })}>{t('noIndustry')}</p>
      ) : (
        <ListView
          aria-label={t('industry')}
          items={items}
          dependencies={[matching]}
          isQuiet
          overflowMode="wrap"
          selectionMode="multiple"
          escapeKeyBehavior="none"
          selectedKeys={chosen}
          onSelectionChange={(keys) => onChoose(keys === 'all' ? all : [...keys].map(String))}
          styles={style({ width: 'full', flexGrow: 1, minHeight: 0 })}
        >
          {({ id, found }) => (
            <ListViewItem id={id} textValue={industryText(id)}>
              <Text>{`${industryText(id)} (${number(found)})`}</Text>
            </ListViewItem>
          )}
        </ListView>
      )}
    </>
  );
}
