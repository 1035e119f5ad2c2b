import { texts } from '../ui/texts.ts';

const t = texts({
  disabled: ['Disabled', 'Désactivé'],
  draft: ['Draft', 'Brouillon'],
  enabled: ['Enabled', 'Activé'],
});

/** The state of a connection or dataflow, for people. */
export function stateName(state: string): string {
  return state === 'enabled' || state === 'disabled' || state === 'draft' ? t(state) : state;
}
