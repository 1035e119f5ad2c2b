import { Radio, RadioGroup, SearchField, SegmentedControl, SegmentedControlItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { t as shared } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { matchesSearch } from '../../ui/search.ts';
import { type Part, useClasses } from '../library.ts';
import { PartPreview } from '../part-preview.tsx';
import { t } from './texts.ts';

const PROFILE = 'https://ns.adobe.com/xdm/context/profile';
const EVENT = 'https://ns.adobe.com/xdm/context/experienceevent';
const OTHER = 'other';

const CHOICES = [
  { value: PROFILE, label: t('individual'), hint: t('individualHint') },
  { value: EVENT, label: t('event'), hint: t('eventHint') },
  { value: OTHER, label: t('other'), hint: t('otherHint') },
];

const COLUMNS: readonly TableColumn<Part>[] = [
  { key: 'title', title: shared('class'), cell: ({ title }) => title },
  { key: 'owner', title: t('owner'), cell: ({ isCustom }) => (isCustom ? t('custom') : t('standard')) },
  { key: 'description', title: shared('description'), cell: ({ description }) => description, share: 3 },
];

const columns = style({
  display: 'grid',
  gridTemplateColumns: { default: ['1fr'], lg: ['3fr', '2fr'] },
  gap: 24,
  alignItems: 'start',
});

/** What the schema is about: one of the two usual classes, or any other. */
export function ChooseClass({ classId, onChange }: { classId: string; onChange: (classId: string) => void }) {
  const usual = classId === PROFILE || classId === EVENT;
  const [chosen, setChosen] = useState(classId === '' || usual ? classId : OTHER);
  const choose = (value: string) => {
    setChosen(value);
    onChange(value === OTHER ? '' : value);
  };
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 24 })}>
      {/* Nothing chosen is null: with an empty text Tab would pass by all of them. */}
      <RadioGroup label={t('base')} value={chosen === '' ? null : chosen} onChange={choose}>
        {CHOICES.map(({ value, label }) => (
          <Radio key={value} value={value}>
            {label}
          </Radio>
        ))}
      </RadioGroup>
      <p role="status" className={style({ font: 'ui', color: 'neutral-subdued', margin: 0 })}>
        {CHOICES.find(({ value }) => value === chosen)?.hint ?? ''}
      </p>
      {chosen === OTHER && <OtherClasses classId={classId} onChange={onChange} />}
    </div>
  );
}

const ALL = 'all';
const OWNERS = [
  { owner: ALL, label: t('all') },
  { owner: 'standard', label: t('standard') },
  { owner: 'custom', label: t('custom') },
];

function OtherClasses({ classId, onChange }: { classId: string; onChange: (classId: string) => void }) {
  const classes = useClasses();
  const [search, setSearch] = useState('');
  const [owner, setOwner] = useState(ALL);
  const isShown = ({ id, isCustom, searched }: Part) =>
    id !== PROFILE &&
    id !== EVENT &&
    (owner === ALL || isCustom === (owner === 'custom')) &&
    matchesSearch(search, ...searched);
  return (
    <Loaded query={classes}>
      {(all) => (
        <div className={columns}>
          <div className={style({ display: 'flex', flexDirection: 'column', gap: 16, minWidth: 0 })}>
            <div className={style({ display: 'flex', flexWrap: 'wrap', gap: 16 })}>
              <SearchField
                aria-label={t('searchClasses')}
                placeholder={t('searchClasses')}
                value={search}
                onChange={setSearch}
                styles={style({ width: 320 })}
              />
              <SegmentedControl
                aria-label={t('owner')}
                selectedKey={owner}
                onSelectionChange={(key) => setOwner(String(key))}
              >
                {OWNERS.map((one) => (
                  <SegmentedControlItem key={one.owner} id={one.owner}>
                    {one.label}
                  </SegmentedControlItem>
                ))}
              </SegmentedControl>
            </div>
            <RowsTable
              label={t('classes')}
              rows={all.filter(isShown)}
              id={({ id }) => id}
              selected={classId}
              onSelect={({ id }) => onChange(id)}
              columns={COLUMNS}
            />
          </div>
          <PartPreview part={all.find(({ id }) => id === classId)} kind="class" hint={t('classHint')} />
        </div>
      )}
    </Loaded>
  );
}
