import type { Operations } from '@meniscus/client';
import { type AudienceBlock, EVENTS, type Group, type ItemsBlock } from './block.ts';
import { added, blockAt, type Place, type Placed, relocated, replaced } from './edit.ts';
import { firstTest } from './operators.ts';

/** A field rules may compare, as the platform lists it. */
export type RuleField = Operations['listRuleFields']['answer']['profile'][number];

/** A rule, and the place to which what is chosen next is added: a group, or a block of items. */
export interface Draft {
  readonly root: Group;
  readonly place: Place;
}

/** The draft with a place that takes blocks: the one it has, or the nearest around it. */
export function settled({ root, place }: Draft): Draft {
  const block = blockAt(root, place);
  if (block?.kind === 'group' || block?.kind === 'items') return { root, place };
  return settled({ root, place: place.slice(0, -1) });
}

/** The group at, or around, the place. */
function groupPlace({ root, place }: Draft): Place {
  return blockAt(root, place)?.kind === 'group' ? place : place.slice(0, -1);
}

/**
 * The draft with a block about an attribute. A field of items of a list becomes a condition of the block of that list: of the
 * chosen one, or of a new one.
 */
export function withAttribute(draft: Draft, { path, list, type }: RuleField, today: string): Draft {
  const test = firstTest(type, today);
  if (list !== undefined) return withCondition(draft, list, { path: path.slice(list.length + 1), test });
  const { root } = added(draft.root, groupPlace(draft), { kind: 'field', path, test });
  return { root, place: groupPlace(draft) };
}

/** The draft with a condition on events, in the chosen block of events or a new one. */
export function withEventField(draft: Draft, { path, type }: RuleField, today: string): Draft {
  return withCondition(draft, EVENTS, { path, test: firstTest(type, today) });
}

/** The draft with a new block of events without conditions, to which conditions are added next. */
export function withAnyEvent(draft: Draft): Draft {
  return added(draft.root, groupPlace(draft), itemsOf(EVENTS, []));
}

export function withAudience(draft: Draft, audienceId: string): Draft {
  const block: AudienceBlock = { kind: 'audience', audienceId, isMember: true };
  const { root } = added(draft.root, groupPlace(draft), block);
  return { root, place: groupPlace(draft) };
}

/** The draft with an empty group, to which blocks are added next. */
export function withGroup(draft: Draft): Draft {
  const { root } = draft;
  const parent = blockAt(root, groupPlace(draft));
  const join = parent?.kind === 'group' && parent.join === 'and' ? 'or' : 'and';
  return added(root, groupPlace(draft), { kind: 'group', join, negated: false, blocks: [] });
}

/** A rule to which something is added, as the functions above do, but before the block at a place instead of at the end. */
export function placedAt(root: Group, to: Place, add: (draft: Draft) => Draft): Placed {
  const group = to.slice(0, -1);
  const count = (blockAt(root, group) as Group).blocks.length;
  return relocated(add({ root, place: group }).root, [...group, count], to);
}

type Condition = Pick<ItemsBlock['conditions'][number], 'path' | 'test'>;

function withCondition(draft: Draft, source: string, { path, test }: Condition): Draft {
  const condition = { kind: 'field', path, test } as const;
  const block = blockAt(draft.root, draft.place);
  if (block?.kind !== 'items' || block.source !== source)
    return added(draft.root, groupPlace(draft), itemsOf(source, [condition]));
  const conditions = [...block.conditions, condition];
  return { root: replaced(draft.root, draft.place, { ...block, conditions }), place: draft.place };
}

function itemsOf(source: string, conditions: ItemsBlock['conditions']): ItemsBlock {
  return { kind: 'items', source, join: 'and', conditions, count: { operator: '>=', amount: 1 } };
}
