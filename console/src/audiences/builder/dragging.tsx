import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Group } from './rule/block.ts';
import { isWithin, type Place, type Placed, relocated, samePlace } from './rule/edit.ts';
import { type Draft, placedAt } from './rule/insert.ts';

/** Only parts of a rule go into a rule, and they go nowhere else. */
export const DRAG_TYPE = 'application/vnd.meniscus.rule-part';

/** What is on its way to another place in the rule. */
export interface Dragged {
  readonly name: string;
  /** Would it be anywhere else than before if it were put here? */
  readonly fits: (to: Place) => boolean;
  readonly put: (root: Group, to: Place) => Placed;
  /** As a condition of the items of a list: of which, and how. */
  readonly condition?: { readonly source: string; readonly add: (draft: Draft) => Draft };
}

/** A block of the rule that is taken to another place. */
export function draggedBlock(name: string, from: Place): Dragged {
  const next = from.with(-1, from.at(-1)! + 1);
  return {
    name,
    fits: (to) => !isWithin(to, from) && !samePlace(to, next),
    put: (root, to) => relocated(root, from, to),
  };
}

/** Something that is brought into the rule; a field of the items of a list can become a condition of them. */
export function draggedChoice(name: string, add: (draft: Draft) => Draft, source: string | undefined): Dragged {
  const whole = { name, fits: () => true, put: (root: Group, to: Place) => placedAt(root, to, add) };
  return source === undefined ? whole : { ...whole, condition: { source, add } };
}

interface Dragging {
  readonly dragged: Dragged | undefined;
  readonly start: (dragged: Dragged) => void;
  readonly end: () => void;
  /** The place where something was dropped last, until its handle has taken the focus. */
  readonly dropped: Place | undefined;
  /** What happened last, in words. */
  readonly said: string;
  readonly hasDropped: (place: Place, said: string) => void;
  readonly hasFocus: () => void;
}

const DraggingContext = createContext<Dragging | undefined>(undefined);

/** Knows what is being dragged, within the builder. */
export function DraggingProvider({ children }: { children: ReactNode }) {
  const [dragged, setDragged] = useState<Dragged>();
  const [dropped, setDropped] = useState<Place>();
  const [said, say] = useState('');
  const value = useMemo(
    () => ({
      dragged,
      // A browser ends a drag when the page changes while it begins. The places to drop must be there in the next frame,
      // in which a drag by keyboard goes to the first of them.
      start: (one: Dragged) => requestAnimationFrame(() => flushSync(() => setDragged(one))),
      end: () => setDragged(undefined),
      dropped,
      said,
      hasDropped: (place: Place, words: string) => {
        setDropped(place);
        say(words);
      },
      hasFocus: () => setDropped(undefined),
    }),
    [dragged, dropped, said],
  );
  return <DraggingContext value={value}>{children}</DraggingContext>;
}

/** Only inside the builder. */
export function useDragging(): Dragging {
  const dragging = useContext(DraggingContext);
  if (dragging === undefined) throw new Error('useDragging is called outside the builder');
  return dragging;
}
