import { utc } from '../../calendar.ts';
import { pqlFunction } from '../../function.ts';
import { say } from '../../phrases.ts';
import { TIMESTAMP } from '../../value-type.ts';

export const date = pqlFunction({
  name: 'date',
  category: 'datetime',
  form: 'prefix',
  syntax: 'date(YEAR, MONTH, DAY)',
  summary: 'A calendar date, its first moment in UTC; months count from 1.',
  foldable: true,
  parameters: [
    { name: 'year', kinds: ['number'] },
    { name: 'month', kinds: ['number'] },
    { name: 'day', kinds: ['number'] },
  ],
  result: () => TIMESTAMP,
  compile: ({ args }) => {
    const parts = args.map(({ constant }) => constant?.value);
    const [year, month, day] = parts as [number, number, number];
    if (!parts.every(Number.isInteger)) return { refused: say('pql-whole-parts') };
    const at = utc(year, month - 1, day);
    if (month < 1 || month > 12 || day < 1 || new Date(at).getUTCMonth() !== month - 1)
      return { refused: say('pql-no-day') };
    return () => at;
  },
  examples: [
    { expression: 'date(2024, 2, 29)', result: Date.UTC(2024, 1, 29) },
    { expression: 'loyalty.joinDate = date(2023, 6, 15)', result: true },
  ],
});
