import { RE2JS } from 're2js';
import { pqlFunction } from '../../function.ts';
import { BOOLEAN } from '../../value-type.ts';
import { patternOf } from '../regex.ts';

/** The documented sample anchors only the start of its pattern and speaks of names that begin so: a find, not a full match. */
export const matches = pqlFunction({
  name: 'matches',
  category: 'string',
  form: 'method',
  syntax: 'S.matches(REGEX)',
  summary: 'Some part of the text matches the regular expression; `(?i)` at its start ignores case.',
  receiver: ['text'],
  parameters: [{ name: 'pattern', kinds: ['text'] }],
  result: () => BOOLEAN,
  compile: (site) => {
    const pattern = patternOf(site);
    if (!(pattern instanceof RE2JS)) return pattern;
    const { run } = site.receiver;
    const whole = site.choices.matching === 'whole';
    return (env) => {
      const text = run(env);
      if (typeof text !== 'string') return false;
      return whole ? pattern.matches(text) : pattern.matcher(text).find();
    };
  },
  examples: [
    { expression: 'loyalty.memberId.matches("(?i)^gb-")', result: true },
    { expression: 'loyalty.memberId.matches("^\\\\d+$")', result: false },
  ],
});
