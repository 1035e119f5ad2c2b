import { pqlFunction } from '../../function.ts';
import { BOOLEAN } from '../../value-type.ts';
import { isAbsent } from '../../values.ts';
import { equals } from './equals.ts';

export const notEqualTo = pqlFunction({
  ...equals,
  name: 'notEqualTo',
  syntax: 'S.notEqualTo(OTHER[, CASE_SENSITIVE])',
  summary: 'The text is there and does not equal the other.',
  result: () => BOOLEAN,
  compile: (site) => {
    const same = equals.compile(site);
    if (typeof same !== 'function') return same;
    const { run } = site.receiver;
    if (site.choices['negatives-of-absent'] === 'true') return (env) => same(env) === false;
    return (env) => !isAbsent(run(env)) && same(env) === false;
  },
  examples: [
    { expression: 'loyalty.tier.notEqualTo("bronze")', result: true },
    { expression: 'loyalty.nickname.notEqualTo("bronze")', result: false },
  ],
});
