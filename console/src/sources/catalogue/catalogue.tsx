import { SearchField, Tag, TagGroup } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useSearchState } from '../../ui/address.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loaded } from '../../ui/page.tsx';
import { locale } from '../../ui/texts.ts';
import { type Source, useAccounts, useSources } from '../flow-service.ts';
import { categoryName } from '../french.ts';
import { SourceCard } from './source-card.tsx';
import { t } from './texts.ts';

const frame = style({ display: 'flex', flexDirection: 'column', gap: 24 });
const choices = style({ display: 'flex', flexWrap: 'wrap', alignItems: 'end', columnGap: 32, rowGap: 16 });
const cards = style({
  display: 'grid',
  gridTemplateColumns: { default: ['1fr'], md: ['1fr', '1fr'], lg: ['1fr', '1fr', '1fr'] },
  gap: 16,
  margin: 0,
  padding: 0,
  listStyleType: 'none',
});

function matches(source: Source, wanted: string, words: string): boolean {
  const { title, description, category } = source;
  const text = `${title} ${description} ${category} ${categoryName(category)}`.toLocaleLowerCase(locale);
  return (wanted === '' || category === wanted) && text.includes(words.trim().toLocaleLowerCase(locale));
}

/** The kinds of sources as cards, by category and word; both stand in the address. */
export function Catalogue() {
  const sources = useSources();
  const accounts = useAccounts();
  const [category, setCategory] = useSearchState('category');
  const [words, setWords] = useSearchState('search');
  return (
    <Loaded query={sources}>
      {(all) => {
        const found = all.filter((source) => matches(source, category, words));
        return (
          <div className={frame}>
            <div className={choices}>
              <SearchField
                label={t('search')}
                value={words}
                onChange={setWords}
                styles={style({ width: 288, maxWidth: 'full' })}
              />
              <Categories
                names={[...new Set(all.map((source) => source.category))].toSorted()}
                chosen={category}
                onChoose={setCategory}
              />
            </div>
            {found.length === 0 ? (
              <EmptyState title={t('nothingFound')} hint={t('nothingFoundHint')} />
            ) : (
              <ul className={cards} aria-label={t('catalog')}>
                {found.map((source) => (
                  <SourceCard
                    key={source.id}
                    source={source}
                    hasAccount={accounts.data?.some(({ connectionSpec }) => connectionSpec.id === source.id) ?? false}
                  />
                ))}
              </ul>
            )}
          </div>
        );
      }}
    </Loaded>
  );
}

/** Key of the choice that leaves no category out; an address names none then. */
const ALL = 'all';

function Categories({
  names,
  chosen,
  onChoose,
}: {
  names: readonly string[];
  chosen: string;
  onChoose: (category: string) => void;
}) {
  return (
    <TagGroup
      label={t('categories')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen === '' ? ALL : chosen]}
      onSelectionChange={(keys) => {
        const key = String([...keys][0]);
        onChoose(key === ALL ? '' : key);
      }}
    >
      <Tag id={ALL}>{t('all')}</Tag>
      {names.map((name) => (
        <Tag key={name} id={name}>
          {categoryName(name)}
        </Tag>
      ))}
    </TagGroup>
  );
}
