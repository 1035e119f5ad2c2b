import { Disclosure, DisclosurePanel, DisclosureTitle, SearchField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { Details } from '../ui/details.tsx';
import { t } from '../ui/messages.ts';
import { matchesSearch } from '../ui/search.ts';
import { number } from '../ui/texts.ts';
import { own } from './field-texts.ts';

/** A value a field may have, and what it is called. */
export type NamedValue = readonly [value: string, name: string];

/** Up to here values stand beside the other properties. */
const FEW = 6;

const list = style({ display: 'flex', flexDirection: 'column', gap: 4, margin: 0, padding: 0, listStyleType: 'none' });

/** The values of a field: a few are just shown; many are folded away behind their number, and searched. */
export function FieldValues({ title, values }: { title: string; values: readonly NamedValue[] }) {
  if (values.length <= FEW) return <Details rows={[[title, <Values key="values" values={values} />]]} />;
  return (
    <Disclosure size="S" density="compact" isQuiet>
      <DisclosureTitle level={3}>{`${title} (${number(values.length)})`}</DisclosureTitle>
      <DisclosurePanel>
        <SearchedValues title={title} values={values} />
      </DisclosurePanel>
    </Disclosure>
  );
}

function SearchedValues({ title, values }: { title: string; values: readonly NamedValue[] }) {
  const [search, setSearch] = useState('');
  const found = values.filter((value) => matchesSearch(search, ...value));
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
      <SearchField
        size="S"
        aria-label={own('searchValues')}
        placeholder={own('searchValues')}
        value={search}
        onChange={setSearch}
        styles={style({ width: 'full' })}
      />
      <span role="status" className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>
        {t('shownOf', { shown: found.length, all: values.length })}
      </span>
      <section
        aria-label={title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard (WCAG 2.1.1)
        tabIndex={0}
        className={style({ maxHeight: 240, overflow: 'auto', padding: 4 })}
      >
        <Values values={found} />
      </section>
    </div>
  );
}

function Values({ values }: { values: readonly NamedValue[] }) {
  return (
    <ul className={list}>
      {values.map(([value, name]) => (
        <li key={value} className={style({ font: 'ui-sm', overflowWrap: 'anywhere' })}>
          <span className={style({ font: 'code-sm' })}>{value}</span>
          {name !== '' && name !== value && <span className={style({ color: 'neutral-subdued' })}>{` – ${name}`}</span>}
        </li>
      ))}
    </ul>
  );
}
