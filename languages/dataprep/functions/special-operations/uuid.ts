import { derivedId } from '../../derived-id.ts';
import { defineFunction } from '../define.ts';

/** Derived, not random: the same record processed twice (after a crash, in a replay) gets the same ids. */
export const uuid = defineFunction({
  name: 'uuid',
  aliases: ['guid'],
  category: 'Special operations',
  prose: 'A new id in the form of a version 4 UUID, the same again when the same message is processed again.',
  parameters: [],
  returns: { type: 'string', prose: 'The id.' },
  examples: [{ expression: 'size_of(uuid())', result: 36 }],
  run: (_args, environment) => derivedId(environment),
});
