import { Tag, TagGroup } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useSearchState } from '../../ui/address.ts';
import { SearchedList } from '../../ui/searched-list.tsx';
import { useAccounts, useSources } from '../flow-service.ts';
import { categoryName } from '../french.ts';
import { SourceCard } from './source-card.tsx';
import { t } from './texts.ts';

const frame = style({ display: 'flex', flexDirection: 'column', gap: 24 });
const cards = style({
  display: 'grid',
  gridTemplateColumns: { default: ['1fr'], md: ['1fr', '1fr'], lg: ['1fr', '1fr', '1fr'] },
  gap: 16,
  margin: 0,
  padding: 0,
  listStyleType: 'none',
});

/** The kinds of sources as cards, by category and word; both stand in the address. */
export function Catalogue() {
  const sources = useSources();
  const accounts = useAccounts();
  const [category, setCategory] = useSearchState('category');
  const wanted = sources.data?.filter((source) => category === '' || source.category === category);
  return (
    <div className={frame}>
      <Categories
        names={[...new Set(sources.data?.map((source) => source.category))].toSorted()}
        chosen={category}
        onChoose={setCategory}
      />
      <SearchedList
        label={t('search')}
        query={{ data: wanted, error: sources.error }}
        textsOf={({ title, description, category: one }) => [title, description, one, categoryName(one)]}
      >
        {(found) => (
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
      </SearchedList>
    </div>
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
      labelPosition="side"
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
