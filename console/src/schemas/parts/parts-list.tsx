import { Picker, PickerItem, SegmentedControl, SegmentedControlItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { useSearchState } from '../../ui/address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Asked } from '../../ui/page.tsx';
import { SearchedList } from '../../ui/searched-list.tsx';
import { choice } from '../field-groups-texts.ts';
import { ofIndustries } from '../found-parts.ts';
import { industriesOf, industryText } from '../industries.ts';
import type { Part } from '../library.ts';
import type { PartKind } from '../own-fields/own-parts.ts';
import { PartsTable } from './parts-table.tsx';
import { own } from './texts.ts';

const CUSTOM = 'custom';
const STANDARD = 'standard';
const ANY = 'any';

/** Classes, field groups or data types: the organisation's own, those of the standard library, or all. Filters are in the address. */
export function PartsList({
  kind,
  query,
  create,
}: {
  kind: PartKind;
  query: Asked<readonly Part[]>;
  /** What makes one, for those who may. */
  create?: ReactNode;
}) {
  const [owner, setOwner] = useSearchState('owner', CUSTOM, ['industry']);
  const [industry, setIndustry] = useSearchState('industry', ANY);
  const owned = query.data?.filter(
    ({ isCustom }) => (owner !== CUSTOM || isCustom) && (owner !== STANDARD || !isCustom),
  );
  const industries = industriesOf(owned ?? []);
  // Until they are there, nothing can be said of how many there are.
  const shown = owned === undefined || industry === ANY ? owned : ofIndustries([industry], owned);
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <div className={style({ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: 16 })}>
        <SegmentedControl
          aria-label={own('owner')}
          selectedKey={owner}
          onSelectionChange={(key) => setOwner(String(key))}
          UNSAFE_style={{ flexWrap: 'wrap' }}
        >
          <SegmentedControlItem id={CUSTOM}>{own('custom')}</SegmentedControlItem>
          <SegmentedControlItem id={STANDARD}>{own('standard')}</SegmentedControlItem>
          <SegmentedControlItem id="all">{own('all')}</SegmentedControlItem>
        </SegmentedControl>
        {create}
      </div>
      <SearchedList
        label={own('search')}
        query={{ data: shown, error: query.error }}
        textsOf={({ searched }) => searched}
        none={owner === CUSTOM ? <EmptyState title={own('noneOwn')} hint={own('noneOwnHint')} /> : undefined}
        beside={
          industries.length > 0 && (
            <Picker
              aria-label={choice('industry')}
              selectedKey={industry}
              onSelectionChange={(key) => setIndustry(String(key))}
            >
              {[ANY, ...industries].map((one) => (
                <PickerItem key={one} id={one}>
                  {one === ANY ? own('anyIndustry') : industryText(one)}
                </PickerItem>
              ))}
            </Picker>
          )
        }
      >
        {(found) => <PartsTable kind={kind} parts={found} />}
      </SearchedList>
    </div>
  );
}
