import { Radio, RadioGroup, SearchField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { t as shared } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { matchesSearch } from '../../ui/search.ts';
import { type Part, useClasses } from '../library.ts';
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
      <RadioGroup label={t('base')} value={chosen} onChange={choose}>
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

function OtherClasses({ classId, onChange }: { classId: string; onChange: (classId: string) => void }) {
  const classes = useClasses();
  const [search, setSearch] = useState('');
  return (
    <Loaded query={classes}>
      {(all) => (
        <>
          <SearchField
            aria-label={t('searchClasses')}
            placeholder={t('searchClasses')}
            value={search}
            onChange={setSearch}
            styles={style({ width: 320 })}
          />
          <RowsTable
            label={t('classes')}
            rows={all.filter(
              ({ id, searched }) => id !== PROFILE && id !== EVENT && matchesSearch(search, ...searched),
            )}
            id={({ id }) => id}
            selected={classId}
            onSelect={({ id }) => onChange(id)}
            columns={COLUMNS}
          />
        </>
      )}
    </Loaded>
  );
}
