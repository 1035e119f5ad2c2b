import { StatusLight } from '@react-spectrum/s2';
import { stateName } from './states.ts';

/** The state of a connection or dataflow, as a light with its name. */
export function StateLight({ state }: { state: string }) {
  return <StatusLight variant={state === 'enabled' ? 'positive' : 'neutral'}>{stateName(state)}</StatusLight>;
}
