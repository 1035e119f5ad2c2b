import {
  ListView,
  ListViewItem,
  SearchField,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Text,
  useDragAndDrop,
} from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMemo, useState } from 'react';
import { matchesSearch } from '../../ui/search.ts';
import { DRAG_TYPE, draggedChoice, useDragging } from './dragging.tsx';
import { EVENTS, TIMESTAMP } from './rule/block.ts';
import { type Draft, withAnyEvent, withAttribute, withAudience, withEventField } from './rule/insert.ts';
import { nameOf, useRuleBuilder } from './rule-context.ts';
import { t } from './texts.ts';

/** Something that can be added to the rule. */
interface Choice {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly description?: string | undefined;
  readonly add: (draft: Draft) => Draft;
  /** The list of whose items it can be a condition. */
  readonly source?: string | undefined;
}

/** What the platform notes of a record for itself. Audiences seldom ask about it, so it comes last. */
const BOOKKEEPING = /^(?:_id|_repo\..+|repository\w+|(?:created|modified)ByBatchID|receivedTimestamp|producedBy)$/;

function inOrder(choices: readonly Choice[]): readonly Choice[] {
  const place = ({ id }: Choice) => (BOOKKEEPING.test(id) ? 1 : 0);
  return choices.toSorted((a, b) => place(a) - place(b));
}

/**
 * What a rule can be made of: fields of profiles and events, and other audiences. Enter or a click adds one where the
 * rule is added to; dragged, it goes wherever it is dropped.
 */
export function FieldRail() {
  const { fields, audiences, today } = useRuleBuilder();
  const attributes = useMemo(
    () =>
      inOrder(
        fields.profile.map((field) => ({
          id: field.path,
          name: nameOf(field.path, field),
          detail: field.path,
          description: field.description,
          add: (draft: Draft) => withAttribute(draft, field, today),
          source: field.list,
        })),
      ),
    [fields, today],
  );
  const events = useMemo(
    () => [
      { id: '*', name: t('anyEvent'), detail: t('anyEventHint'), add: withAnyEvent },
      ...inOrder(
        fields.event
          .filter(({ path }) => path !== TIMESTAMP)
          .map((field) => ({
            id: field.path,
            name: nameOf(field.path, field),
            detail: field.path,
            description: field.description,
            add: (draft: Draft) => withEventField(draft, field, today),
            source: EVENTS,
          })),
      ),
    ],
    [fields, today],
  );
  const others = useMemo(
    () =>
      audiences.map(({ id, name, description = '' }) => ({
        id,
        name,
        detail: description,
        add: (draft: Draft) => withAudience(draft, id),
      })),
    [audiences],
  );
  return (
    <Tabs aria-label={t('fields')} density="compact">
      <TabList>
        <Tab id="attributes">{t('attributes')}</Tab>
        <Tab id="events">{t('events')}</Tab>
        <Tab id="audiences">{t('audiences')}</Tab>
      </TabList>
      <TabPanel id="attributes">
        <Choices label={t('attributes')} search={t('searchAttributes')} choices={attributes} none={t('noFields')} />
      </TabPanel>
      <TabPanel id="events">
        <Choices label={t('events')} search={t('searchEvents')} choices={events} none={t('noFields')} />
      </TabPanel>
      <TabPanel id="audiences">
        <Choices label={t('audiences')} search={t('searchAudiences')} choices={others} none={t('nothingFound')} />
      </TabPanel>
    </Tabs>
  );
}

/** Those that have all words of the search in their name, path or description; whose name begins with it first. */
function matching(choices: readonly Choice[], search: string): readonly Choice[] {
  const sought = search.trim().toLowerCase();
  const begins = ({ name }: Choice) => (name.toLowerCase().startsWith(sought) ? 0 : 1);
  return choices
    .filter(({ name, detail, description = '' }) => matchesSearch(sought, name, detail, description))
    .toSorted((a, b) => begins(a) - begins(b));
}

function Choices({
  label,
  search,
  choices,
  none,
}: {
  label: string;
  search: string;
  choices: readonly Choice[];
  none: string;
}) {
  const { draft, change } = useRuleBuilder();
  const [sought, setSought] = useState('');
  const [said, say] = useState('');
  const found = useMemo(() => matching(choices, sought), [choices, sought]);
  const add = (id: string) => {
    const choice = choices.find((one) => one.id === id)!;
    change(choice.add(draft));
    say(t('added', choice.name));
  };
  const dragAndDropHooks = useDraggableChoices(choices);
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 8, paddingTop: 8 })}>
      <SearchField
        aria-label={search}
        placeholder={search}
        value={sought}
        onChange={setSought}
        styles={style({ width: 'full' })}
      />
      <ListView
        aria-label={label}
        items={found}
        styles={style({ width: 'full', height: 480 })}
        onAction={(id) => add(String(id))}
        dragAndDropHooks={dragAndDropHooks}
        renderEmptyState={() => (
          <p className={style({ font: 'ui-sm', padding: 16 })}>{choices.length === 0 ? none : t('nothingFound')}</p>
        )}
      >
        {({ id, name, detail }) => (
          <ListViewItem id={id} textValue={name}>
            <Text>{name}</Text>
            {detail !== '' && <Text slot="description">{detail}</Text>}
          </ListViewItem>
        )}
      </ListView>
      <span role="status" className={style({ font: 'ui-sm' })}>
        {said}
      </span>
    </div>
  );
}

/** Lets what is in the list be dragged into the rule. */
function useDraggableChoices(choices: readonly Choice[]) {
  const { start, end } = useDragging();
  const chosen = (keys: Iterable<string | number>) => choices.find(({ id }) => id === [...keys][0])!;
  return useDragAndDrop({
    getItems: (keys) => [{ [DRAG_TYPE]: chosen(keys).name, 'text/plain': chosen(keys).name }],
    onDragStart: ({ keys }) => {
      const { name, add, source } = chosen(keys);
      start(draggedChoice(name, add, source));
    },
    onDragEnd: end,
  }).dragAndDropHooks;
}
