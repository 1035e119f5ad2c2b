import { pqlFunction } from '../../function.ts';
import { BOOLEAN } from '../../value-type.ts';

export const inSegment = pqlFunction({
  name: 'inSegment',
  category: 'membership',
  form: 'prefix',
  syntax: 'inSegment("AUDIENCE_ID")',
  summary: 'The profile is a member of the audience now.',
  reads: 'membership',
  parameters: [{ name: 'audience', kinds: ['text'] }],
  result: () => BOOLEAN,
  compile: ({ args }) => {
    const id = String(args[0]!.constant?.value);
    return (env) => env.inSegment(id);
  },
  examples: [
    { expression: 'inSegment("aud-a")', result: true },
    { expression: 'inSegment("aud-b")', result: false },
  ],
});
