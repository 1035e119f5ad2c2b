import type { Env, Run } from '../../bound.ts';
import { type CallSite, pqlFunction } from '../../function.ts';
import { listOf } from '../../value-type.ts';
import { isAbsent } from '../../values.ts';
import { selected } from '../items.ts';

/** An entry as `mapEntry` makes it. */
function isEntry(value: unknown): value is readonly [string, unknown] {
  return Array.isArray(value) && value.length === 2;
}

export const map = pqlFunction({
  name: 'map',
  category: 'array',
  form: 'method',
  syntax: 'A.map(EXPR) | GROUPS.map((K, G) => EXPR)',
  summary: 'The expression worked out for each item; for groups with their key and list. Entries make a map.',
  receiver: ['list', 'groups'],
  parameters: [{ name: 'expression', role: 'pairing' }],
  result: ({ args }) => {
    const { type } = args[0]!;
    return type.kind === 'entry' ? { kind: 'map', value: type.value } : listOf(type);
  },
  compile: (site) => {
    const each = eachValue(site);
    if (site.args[0]!.type.kind !== 'entry') return each;
    return (env) => {
      const entries = each(env);
      return Array.isArray(entries) ? Object.fromEntries(entries.filter(isEntry)) : undefined;
    };
  },
  examples: [
    { expression: 'xEvent.map(loyalty.pointsDelta)', result: [50, 120, -40, 30] },
    {
      expression: 'xEvent.groupBy(eventType).map((K, G) => mapEntry(K, G.count()))',
      result: { 'loyalty.enrolment': 1, 'loyalty.accrual': 3, 'loyalty.redemption': 1 },
    },
  ],
});

function eachValue(site: CallSite): Run {
  const { run, type } = site.receiver;
  if (type.kind === 'groups') return eachGroup(site);
  const value = selected(site);
  return (env) => {
    const list = run(env);
    if (!Array.isArray(list)) return undefined;
    return list.map((item) => value(env, item)).filter((found) => !isAbsent(found));
  };
}

function eachGroup({ receiver: { run }, args, pair: [keySlot, groupSlot] }: CallSite): Run {
  const body = args[0]!.run;
  const entryOf = (env: Env, [key, group]: [unknown, unknown]) => {
    env.slots[keySlot] = key;
    env.slots[groupSlot] = group;
    return body(env);
  };
  return (env) => {
    const groups = run(env);
    return groups instanceof Map ? [...groups].map((entry) => entryOf(env, entry)) : undefined;
  };
}
