import {
  Button,
  ButtonGroup,
  Cell,
  Column,
  Content,
  Footer,
  FullscreenDialog,
  Heading,
  Picker,
  PickerItem,
  Row,
  SearchField,
  TableBody,
  TableHeader,
  TableView,
} from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMemo, useState } from 'react';
import { t as shared } from '../ui/messages.ts';
import { Loaded } from '../ui/page.tsx';
import { matchesSearch } from '../ui/search.ts';
import { groups as t } from './field-groups-texts.ts';
import { fits, type Part, useFieldGroups } from './library.ts';
import { PartPreview } from './part-preview.tsx';

const columns = style({
  display: 'grid',
  gridTemplateColumns: { default: ['1fr'], lg: ['3fr', '2fr'] },
  gap: 24,
  alignItems: 'start',
  // Place for the ring round what has the focus.
  padding: 4,
});
const ANY = 'any';

/** Chooses among the field groups that fit the class; those the schema has already are not offered. */
export function FieldGroupsDialog({
  ofClass,
  taken,
  onAdd,
}: {
  ofClass: Part | undefined;
  taken: readonly string[];
  onAdd: (ids: readonly string[]) => void;
}) {
  const groups = useFieldGroups();
  const [chosen, choose] = useState<readonly string[]>([]);
  return (
    <FullscreenDialog>
      {({ close }) => (
        <>
          <Heading slot="title">{t('addFieldGroups')}</Heading>
          <Content>
            <Loaded query={groups}>
              {(all) => (
                <Choice
                  groups={all.filter((group) => fits(group, ofClass) && !taken.includes(group.id))}
                  chosen={chosen}
                  onChoose={choose}
                />
              )}
            </Loaded>
          </Content>
          <Footer>
            <span role="status">{t('chosen', chosen.length)}</span>
          </Footer>
          <ButtonGroup>
            <Button variant="secondary" onPress={close}>
              {shared('cancel')}
            </Button>
            <Button
              variant="accent"
              isDisabled={chosen.length === 0}
              onPress={() => {
                onAdd(chosen);
                // The next time it is opened nothing is chosen.
                choose([]);
                close();
              }}
            >
              {t('addFieldGroups')}
            </Button>
          </ButtonGroup>
        </>
      )}
    </FullscreenDialog>
  );
}

/** The groups the words lead to: by what they say of themselves first, then by the fields in them. */
function found(groups: readonly Part[], search: string): readonly Part[] {
  const byWords = groups.filter(({ searched }) => matchesSearch(search, ...searched));
  const byFields = groups.filter((group) => !byWords.includes(group) && matchesSearch(search, ...group.fields));
  return [...byWords, ...byFields];
}

function Choice({
  groups,
  chosen,
  onChoose,
}: {
  groups: readonly Part[];
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
}) {
  const [search, setSearch] = useState('');
  const [industry, setIndustry] = useState(ANY);
  const industries = useMemo(() => [...new Set(groups.flatMap((group) => group.industries))].sort(), [groups]);
  const shown = found(groups, search).filter(({ industries }) => industry === ANY || industries.includes(industry));
  const previewed = groups.find(({ id }) => id === chosen.at(-1));
  // What a search hides stays chosen.
  const hidden = chosen.filter((id) => !shown.some((group) => group.id === id));
  return (
    <div className={columns}>
      <div className={style({ display: 'flex', flexDirection: 'column', gap: 16, minWidth: 0 })}>
        <div className={style({ display: 'flex', flexWrap: 'wrap', gap: 16, alignItems: 'end' })}>
          <SearchField
            aria-label={t('searchGroups')}
            placeholder={t('searchGroups')}
            value={search}
            onChange={setSearch}
            styles={style({ width: 320 })}
          />
          {industries.length > 0 && (
            <Picker
              aria-label={t('industry')}
              selectedKey={industry}
              onSelectionChange={(key) => setIndustry(String(key))}
            >
              {[ANY, ...industries].map((one) => (
                <PickerItem key={one} id={one}>
                  {one === ANY ? t('anyIndustry') : one}
                </PickerItem>
              ))}
            </Picker>
          )}
        </div>
        <TableView
          aria-label={t('fieldGroups')}
          selectionMode="multiple"
          selectedKeys={chosen}
          onSelectionChange={(keys) => {
            const selected = keys === 'all' ? shown.map(({ id }) => id) : [...keys].map(String);
            const added = selected.filter((id) => !chosen.includes(id));
            const kept = chosen.filter((id) => hidden.includes(id) || selected.includes(id));
            onChoose([...kept, ...added]);
          }}
          styles={style({ width: 'full', height: 400 })}
        >
          <TableHeader>
            <Column isRowHeader minWidth={200}>
              {shared('name')}
            </Column>
            <Column minWidth={200}>{shared('description')}</Column>
          </TableHeader>
          <TableBody items={shown}>
            {({ id, title, description }) => (
              <Row id={id}>
                <Cell>{title}</Cell>
                <Cell>{description}</Cell>
              </Row>
            )}
          </TableBody>
        </TableView>
      </div>
      <PartPreview part={previewed} kind="group" hint={t('previewHint')} />
    </div>
  );
}
