import { describe, expect, it } from 'vitest';
import { EMPTY } from './block.ts';
import {
  type Draft,
  placedAt,
  settled,
  withAnyEvent,
  withAttribute,
  withAudience,
  withEventField,
  withGroup,
} from './insert.ts';
import { writeRule } from './write-rule.ts';

const TODAY = '2026-03-01';
const START: Draft = { root: EMPTY, place: [] };
const tier = { path: 'loyalty.tier', type: 'string' };
const points = { path: 'loyalty.points', type: 'number' };
const ends = { path: 'loyalty.ladder.ends', type: 'date-time', many: true, list: 'loyalty.ladder' };
const amount = { path: 'loyalty.ladder.step.amount', type: 'number', many: true, list: 'loyalty.ladder' };
const total = { path: 'order.total', type: 'number' };
const kind = { path: 'eventType', type: 'string' };
const rule = ({ root }: Pick<Draft, 'root'>) => writeRule(root);

describe('what is chosen next', () => {
  it('comes into the chosen group', () => {
    const two = withAttribute(withAttribute(START, tier, TODAY), points, TODAY);
    expect([rule(two), two.place]).toEqual(['loyalty.tier = "" and loyalty.points = 0', []]);
    const group = withGroup(two);
    expect(group.place).toEqual([2]);
    const inGroup = withAudience(withAttribute(group, tier, TODAY), 'x');
    expect(rule(inGroup)).toBe('loyalty.tier = "" and loyalty.points = 0 and (loyalty.tier = "" or inSegment("x"))');
    expect(inGroup.place).toEqual([2]);
    expect(withGroup(inGroup).place).toEqual([2, 2]);
  });

  it('becomes a condition of the chosen items of its list, and is chosen with them', () => {
    const one = withAttribute(START, ends, TODAY);
    expect([rule(one), one.place]).toEqual(['loyalty.ladder[ends occurs <= 30 day before now].count() >= 1', [0]]);
    expect(rule(withAttribute(one, amount, TODAY))).toBe(
      'loyalty.ladder[ends occurs <= 30 day before now and step.amount = 0].count() >= 1',
    );
    const other = withEventField(one, total, TODAY);
    expect([rule(other), other.place]).toEqual([`${rule(one)} and xEvent[order.total = 0].count() >= 1`, [1]]);
    expect(rule(withEventField(other, kind, TODAY))).toBe(
      `${rule(one)} and xEvent[order.total = 0 and eventType = ""].count() >= 1`,
    );
    expect(rule(withAttribute(other, tier, TODAY))).toBe(`${rule(other)} and loyalty.tier = ""`);
  });

  it('is added to events without conditions', () => {
    const any = withAnyEvent(START);
    expect(rule(any)).toBe('xEvent.count() >= 1');
    expect(rule(withEventField(any, kind, TODAY))).toBe('xEvent[eventType = ""].count() >= 1');
    expect(rule(withAnyEvent(any))).toBe('xEvent.count() >= 1 and xEvent.count() >= 1');
    expect(rule(withAudience(any, 'x'))).toBe('xEvent.count() >= 1 and inSegment("x")');
  });

  it('is put before another block, too', () => {
    const { root } = withGroup(withAttribute(withAttribute(START, tier, TODAY), points, TODAY));
    const first = placedAt(root, [0], (draft) => withEventField(draft, kind, TODAY));
    expect([rule(first), first.place]).toEqual([
      'xEvent[eventType = ""].count() >= 1 and loyalty.tier = "" and loyalty.points = 0',
      [0],
    ]);
    const inside = placedAt(first.root, [3, 0], (draft) => withAudience(draft, 'x'));
    expect([rule(inside), inside.place]).toEqual([`${rule(first)} and inSegment("x")`, [3, 0]]);
  });

  it('goes to the nearest place that takes blocks when the chosen one is gone', () => {
    const { root } = withAttribute(withGroup(START), tier, TODAY);
    expect(settled({ root, place: [0, 0] }).place).toEqual([0]);
    expect(settled({ root, place: [0, 5, 1] }).place).toEqual([0]);
    expect(settled({ root, place: [4] }).place).toEqual([]);
    const items = withAnyEvent(START);
    expect(settled(items)).toEqual(items);
  });
});
