import { RE2JS } from 're2js';
import { pqlFunction } from '../../function.ts';
import { say } from '../../phrases.ts';
import { TEXT } from '../../value-type.ts';
import { patternOf } from '../regex.ts';

export const regexGroup = pqlFunction({
  name: 'regexGroup',
  category: 'string',
  form: 'method',
  syntax: 'S.regexGroup(REGEX[, GROUP])',
  summary:
    'What a group of the regular expression took in its first match; group 1 unless given, 0 is the whole match.',
  receiver: ['text'],
  parameters: [
    { name: 'pattern', kinds: ['text'] },
    { name: 'group', kinds: ['number'], optional: true },
  ],
  result: () => TEXT,
  compile: (site) => {
    const pattern = patternOf(site);
    if (!(pattern instanceof RE2JS)) return pattern;
    const group = site.args[1] === undefined ? 1 : site.args[1].constant?.value;
    if (typeof group !== 'number' || !Number.isInteger(group) || group < 0 || group > pattern.groupCount()) {
      return { refused: say('pql-group', { most: pattern.groupCount() }) };
    }
    const { run } = site.receiver;
    return (env) => {
      const text = run(env);
      if (typeof text !== 'string') return undefined;
      const matcher = pattern.matcher(text);
      return matcher.find() ? (matcher.group(group) ?? undefined) : undefined;
    };
  },
  examples: [
    { expression: 'loyalty.memberId.regexGroup("^([A-Z]+)-", 1)', result: 'GB' },
    { expression: 'loyalty.memberId.regexGroup("^([a-z]+)-", 1)', result: undefined },
  ],
});
