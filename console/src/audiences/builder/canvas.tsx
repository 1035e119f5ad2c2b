import { ActionButton, ActionMenu, MenuItem, Picker, PickerItem, ToggleButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DragHandle } from './drag-handle.tsx';
import { type Dragged, useDragging } from './dragging.tsx';
import { DropGap } from './drop-gap.tsx';
import { card, cardHead, FieldRow, grow } from './field-row.tsx';
import { ItemsCard } from './items-card.tsx';
import { JoinPicker, JoinWord } from './join.tsx';
import { type AudienceBlock, type Block, EVENTS, type Group } from './rule/block.ts';
import { blockAt, moved, type Place, removed, replaced, samePlace, unwrapped, wrapped } from './rule/edit.ts';
import { settled, withGroup } from './rule/insert.ts';
import { fieldAt, nameOf, type RuleBuilder, useRuleBuilder } from './rule-context.ts';
import { labelOf, t } from './texts.ts';
import { useKeptFocus } from './use-kept-focus.ts';

const stack = style({ display: 'flex', flexDirection: 'column', gap: 8 });
const groupBox = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  padding: 12,
  borderRadius: 'lg',
  borderWidth: 2,
  borderStyle: 'solid',
  borderColor: {
    default: { default: 'transparent', forcedColors: 'Background' },
    isChosen: { default: 'accent-900', forcedColors: 'Highlight' },
  },
  backgroundColor: 'layer-1',
});

/** The rule as blocks. */
export function Canvas() {
  const { draft } = useRuleBuilder();
  const { said } = useDragging();
  const kept = useKeptFocus<HTMLDivElement>(draft.root);
  return (
    <div ref={kept} tabIndex={-1} className={style({ outlineStyle: 'none' })}>
      <GroupBox group={draft.root} place={[]} />
      <span role="status" className={style({ font: 'ui-sm' })}>
        {said}
      </span>
    </div>
  );
}

function GroupBox({ group, place }: { group: Group; place: Place }) {
  const { draft, change } = useRuleBuilder();
  const { join, blocks } = group;
  const isRoot = place.length === 0;
  const isChosen = samePlace(draft.place, place);
  const name = groupName(place);
  return (
    <section aria-label={name} className={groupBox({ isChosen: isChosen && draft.root.blocks.length > 0 })}>
      <div className={cardHead}>
        {!isRoot && <DragHandle name={name} place={place} />}
        <GroupMode group={group} place={place} />
        {blocks.length > 1 && (
          <JoinPicker
            name={name}
            join={join}
            onChange={(changed) => change({ ...draft, root: replaced(draft.root, place, { ...group, join: changed }) })}
          />
        )}
        <span className={grow} />
        <ToggleButton
          size="S"
          isSelected={isChosen}
          onChange={() => change({ ...draft, place })}
          aria-label={labelOf('addHere', name)}
        >
          {t('addHere')}
        </ToggleButton>
        {!isRoot && <BlockActions place={place} />}
      </div>
      <BlockGap place={[...place, 0]} isWhole={blocks.length === 0}>
        {blocks.length === 0 && <NoBlocks isRoot={isRoot} />}
      </BlockGap>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name; everything in them comes from the rule
        <div key={`${index} ${identityOf(block)}`} className={stack}>
          <BlockBox block={block} place={[...place, index]} />
          <BlockGap place={[...place, index + 1]}>{index + 1 < blocks.length && <JoinWord join={join} />}</BlockGap>
        </div>
      ))}
      {isRoot && blocks.length > 0 && (
        <div>
          <ActionButton size="S" onPress={() => change(withGroup(draft))}>
            {t('addGroup')}
          </ActionButton>
        </div>
      )}
    </section>
  );
}

function NoBlocks({ isRoot }: { isRoot: boolean }) {
  return isRoot ? (
    <EmptyState title={t('emptyRule')} hint={t('emptyRuleHint')} />
  ) : (
    <p className={style({ font: 'ui-sm', margin: 0 })}>{t('emptyGroup')}</p>
  );
}

/** Where a block can be put: before the one at a place, or at the end of its group. */
function BlockGap({ place, isWhole = false, children }: { place: Place; isWhole?: boolean; children: ReactNode }) {
  const builder = useRuleBuilder();
  const { hasDropped } = useDragging();
  const { draft, change } = builder;
  const next = blockAt(draft.root, place);
  const around = groupName(place.slice(0, -1));
  const drop = (dragged: Dragged) => {
    const { root, place: now } = dragged.put(draft.root, place);
    const group = now.slice(0, -1);
    change(settled({ root, place: group }));
    const of = (blockAt(root, group) as Group).blocks.length;
    hasDropped(now, t('dropped', { name: dragged.name, group: groupName(group), at: now.at(-1)! + 1, of }));
  };
  return (
    <DropGap
      label={
        next === undefined
          ? t('insertAtEnd', around)
          : t('insertBefore', { name: nameAt(builder, next, place), group: around })
      }
      takes={({ fits }) => fits(place)}
      onDrop={drop}
      isWhole={isWhole}
    >
      {children}
    </DropGap>
  );
}

/** Whether the people of the group are included or excluded. */
function GroupMode({ group, place }: { group: Group; place: Place }) {
  const { draft, change } = useRuleBuilder();
  return (
    <Picker
      aria-label={labelOf('mode', groupName(place))}
      size="S"
      styles={style({ width: 128 })}
      selectedKey={group.negated ? 'exclude' : 'include'}
      onSelectionChange={(key) =>
        change({ ...draft, root: replaced(draft.root, place, { ...group, negated: key === 'exclude' }) })
      }
    >
      <PickerItem id="include">{t('include')}</PickerItem>
      <PickerItem id="exclude">{t('exclude')}</PickerItem>
    </Picker>
  );
}

function BlockBox({ block, place }: { block: Block; place: Place }) {
  const builder = useRuleBuilder();
  const { draft, change } = builder;
  const onChange = (changed: Block) => change({ ...draft, root: replaced(draft.root, place, changed) });
  const actions = <BlockActions place={place} />;
  const handle = <DragHandle name={nameAt(builder, block, place)} place={place} />;
  switch (block.kind) {
    case 'group':
      return <GroupBox group={block} place={place} />;
    case 'field':
      return <FieldRow block={block} handle={handle} actions={actions} onChange={onChange} />;
    case 'items':
      return (
        <ItemsCard
          block={block}
          place={place}
          handle={handle}
          actions={actions}
          isChosen={samePlace(draft.place, place)}
          choose={() => change({ ...draft, place })}
          onChange={onChange}
        />
      );
    case 'audience':
      return <AudienceCard block={block} handle={handle} actions={actions} onChange={onChange} />;
  }
}

function AudienceCard({
  block,
  handle,
  actions,
  onChange,
}: {
  block: AudienceBlock;
  handle: ReactNode;
  actions: ReactNode;
  onChange: (block: Block) => void;
}) {
  const builder = useRuleBuilder();
  const name = blockName(builder, block);
  return (
    <section aria-label={name} className={card}>
      <div className={cardHead}>
        {handle}
        <strong className={`${grow} ${style({ font: 'ui', fontWeight: 'bold' })}`}>{name}</strong>
        {actions}
      </div>
      <Picker
        aria-label={labelOf('membership', name)}
        styles={style({ width: 176 })}
        selectedKey={block.isMember ? 'in' : 'out'}
        onSelectionChange={(key) => onChange({ ...block, isMember: key === 'in' })}
      >
        <PickerItem id="in">{t('isMember')}</PickerItem>
        <PickerItem id="out">{t('isNotMember')}</PickerItem>
      </Picker>
    </section>
  );
}

/** What can be done with a block as a whole. */
function BlockActions({ place }: { place: Place }) {
  const builder = useRuleBuilder();
  const { draft, change } = builder;
  const { root } = draft;
  const block = blockAt(root, place)!;
  const name = nameAt(builder, block, place);
  const act: Readonly<Record<string, () => Group>> = {
    up: () => moved(root, place, -1),
    down: () => moved(root, place, 1),
    wrap: () => wrapped(root, place),
    unwrap: () => unwrapped(root, place),
    remove: () => removed(root, place),
  };
  return (
    <ActionMenu
      isQuiet
      size="S"
      aria-label={t('actions', name)}
      onAction={(key) => change(settled({ root: act[String(key)]!(), place: [] }))}
    >
      <MenuItem id="up">{t('moveUp')}</MenuItem>
      <MenuItem id="down">{t('moveDown')}</MenuItem>
      {block.kind === 'group' ? (
        <MenuItem id="unwrap">{t('unwrap')}</MenuItem>
      ) : (
        <MenuItem id="wrap">{t('wrap')}</MenuItem>
      )}
      <MenuItem id="remove">{t('remove')}</MenuItem>
    </ActionMenu>
  );
}

function groupName(place: Place): string {
  return place.length === 0 ? t('rule') : `${t('group')} ${place.map((index) => index + 1).join('.')}`;
}

function nameAt(builder: RuleBuilder, block: Block, place: Place): string {
  return block.kind === 'group' ? groupName(place) : blockName(builder, block);
}

function blockName(builder: RuleBuilder, block: Exclude<Block, Group>): string {
  if (block.kind === 'field') return nameOf(block.path, fieldAt(builder, block.path));
  if (block.kind === 'items') return block.source === EVENTS ? t('events') : t('itemsOf', block.source);
  const audience = builder.audiences.find(({ id }) => id === block.audienceId);
  return `${t('audience')} ${audience?.name ?? block.audienceId}`;
}

/** What tells a block from another that takes its place, so that no input keeps what was typed into another. */
function identityOf(block: Block): string {
  if (block.kind === 'field') return block.path;
  return block.kind === 'items' ? block.source : block.kind;
}
