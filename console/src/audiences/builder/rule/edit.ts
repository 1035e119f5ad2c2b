import { type Block, EMPTY, type Group } from './block.ts';

/** Where a block stands: its index in each group from the outermost in. The root has the empty place. */
export type Place = readonly number[];

export function samePlace(a: Place, b: Place): boolean {
  return a.length === b.length && isWithin(a, b);
}

/** The block at a place; undefined when there is none. */
export function blockAt(group: Block, [index, ...rest]: Place): Block | undefined {
  if (index === undefined) return group;
  const inner = group.kind === 'group' ? group.blocks[index] : undefined;
  return inner && blockAt(inner, rest);
}

/** The same rule with another block at a place. */
export function replaced(root: Group, place: Place, block: Block): Group {
  return changed(root, place, () => [block]);
}

/** The same rule without the block at a place. */
export function removed(root: Group, place: Place): Group {
  return changed(root, place, () => []);
}

/** A rule after a change, and the place of the block the change was about. */
export interface Placed {
  readonly root: Group;
  readonly place: Place;
}

/** The same rule with a block more at the end of the group at a place. */
export function added(root: Group, place: Place, block: Block): Placed {
  const group = blockAt(root, place);
  if (group?.kind !== 'group') throw new Error('blocks are added to groups');
  return inserted(root, [...place, group.blocks.length], block);
}

function inserted(root: Group, place: Place, block: Block): Placed {
  const parent = place.slice(0, -1);
  const group = blockAt(root, parent);
  if (group?.kind !== 'group') throw new Error('blocks are put into groups');
  const blocks = group.blocks.toSpliced(place.at(-1)!, 0, block);
  return { root: replaced(root, parent, { ...group, blocks }), place };
}

/** Is a place that of the block at another place, or inside that block? */
export function isWithin(place: Place, block: Place): boolean {
  return block.every((index, at) => place[at] === index);
}

/**
 * The same rule with the block at a place put before the one at another place; `to` may be one past the end of its group.
 * A block cannot go into itself: then nothing changes.
 */
export function relocated(root: Group, from: Place, to: Place): Placed {
  const block = blockAt(root, from);
  if (block === undefined || isWithin(to, from)) return { root, place: from };
  return inserted(removed(root, from), withoutBlock(to, from), block);
}

/** The place that another has once the block at `gone` is taken out. */
function withoutBlock(place: Place, gone: Place): Place {
  const depth = gone.length - 1;
  const isLater = place.length > depth && isWithin(place, gone.slice(0, -1)) && place[depth]! > gone[depth]!;
  return isLater ? place.with(depth, place[depth]! - 1) : place;
}

/** The same rule with the block one earlier (-1) or later (1) among its neighbours; at the edge nothing changes. */
export function moved(root: Group, place: Place, by: -1 | 1): Group {
  const parent = place.slice(0, -1);
  const group = blockAt(root, parent);
  const at = place.at(-1);
  if (group?.kind !== 'group' || at === undefined) return root;
  const other = at + by;
  if (other < 0 || other >= group.blocks.length) return root;
  const blocks = [...group.blocks];
  [blocks[at], blocks[other]] = [blocks[other]!, blocks[at]!];
  return replaced(root, parent, { ...group, blocks });
}

/** The same rule with the block in a group of its own, to which others can be added. */
export function wrapped(root: Group, place: Place): Group {
  return changed(root, place, (block) => [{ ...EMPTY, blocks: [block] }]);
}

/** The same rule with the blocks of a group in place of it. */
export function unwrapped(root: Group, place: Place): Group {
  return changed(root, place, (block) => (block.kind === 'group' ? block.blocks : [block]));
}

/** Puts other blocks in place of the one at a place; the root stays a group. */
function changed(root: Group, place: Place, change: (block: Block) => readonly Block[]): Group {
  const [index, ...rest] = place;
  if (index === undefined) {
    const [only] = change(root);
    return only?.kind === 'group' ? only : EMPTY;
  }
  const inner = root.blocks[index];
  if (inner === undefined) return root;
  if (rest.length > 0 && inner.kind !== 'group') return root;
  const now = rest.length === 0 ? change(inner) : [changed(inner as Group, rest, change)];
  return { ...root, blocks: root.blocks.toSpliced(index, 1, ...now) };
}
