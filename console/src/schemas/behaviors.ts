import type { Behavior } from '../ui/schemas.ts';
import { texts } from '../ui/texts.ts';

const own = texts({
  record: ['Record', 'Enregistrement'],
  'time-series': ['Time-series', 'Série temporelle'],
});

/** What a behavior is called; nothing where there is none. */
export function behaviorText(behavior: Behavior | undefined): string {
  return behavior === undefined ? '' : own(behavior);
}
