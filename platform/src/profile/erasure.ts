import type { Scope } from '../kernel/index.ts';
import type { StoredEvent } from './events/event-entry.ts';

/** What goes of profiles. */
export interface Erasure {
  /** Do the fragments of this dataset go? */
  fragments(dataset: string): boolean;
  /** Does this event go? */
  event(event: StoredEvent): boolean | Promise<boolean>;
  /** The dataset all of whose content goes, when that is what goes. */
  readonly dataset?: string;
  /** A dataset whose links go, too, where no other dataset attests them. */
  readonly links?: string;
}

/** How much went. */
export interface Erased {
  readonly fragments: number;
  readonly events: number;
}

/** Everything of some identities. */
export const ALL: Erasure = { fragments: () => true, event: () => true };

/** Everything of a dataset; with its links when it is gone itself. */
export function ofDataset(id: string, links: boolean): Erasure {
  return {
    fragments: (dataset) => dataset === id,
    event: ({ dataset }) => dataset === id,
    dataset: id,
    ...(links ? { links: id } : {}),
  };
}

/** What profile asks of the process loop; connected in `pipeline.ts`. */
export interface Erasing {
  /** Erases everything of some nodes; written when it resolves. */
  erase(scope: Scope, nodes: readonly string[]): Promise<Erased>;
  /** Erases of everybody of a sandbox, a page at a time. */
  eraseEverywhere(scope: Scope, erasure: Erasure): Promise<Erased>;
}
