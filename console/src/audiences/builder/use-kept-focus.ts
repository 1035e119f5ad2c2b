import { type RefObject, useEffect, useRef } from 'react';

/** By then a menu that was used has closed, and has given the focus back to its button if that is still there. */
const CLOSED_MS = 300;

/**
 * A ref for a part of the page that takes the focus when what had it is gone after a change: whoever works with the keyboard
 * stays where they are.
 */
export function useKeptFocus<T extends HTMLElement>(changing: unknown): RefObject<T | null> {
  const part = useRef<T>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that may take the focus away
  useEffect(() => {
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) part.current?.focus({ preventScroll: true });
    }, CLOSED_MS);
    return () => clearTimeout(timer);
  }, [changing]);
  return part;
}
