import { isDeeper } from '../kernel/index.ts';
import { badMappingSet } from './errors.ts';
import { say } from './phrases.ts';

/** Deepest nesting of a body: as deep as messages may be, and far above any schema written out. */
const MAX_DEPTH = 128;

/** Refuses a body that is nested so deeply that what walks it later could run out of stack. */
export function refuseDeep(body: unknown): void {
  if (isDeeper(body, MAX_DEPTH)) throw badMappingSet(say('mapping-too-deep', { most: MAX_DEPTH }));
}
