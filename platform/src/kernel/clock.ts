/** Time as an argument. Milliseconds since the epoch. Stages never call `Date.now()` themselves. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();

/** Milliseconds since some moment, for how long something takes or waits: only goes forth, wherever somebody sets the clock. */
export const steadyClock: Clock = () => performance.now();

/** A clock for tests: stands still until moved. */
export function manualClock(
  start = Date.UTC(2026, 0, 1),
): Clock & { set(at: number): void; advance(ms: number): void } {
  let now = start;
  const clock = () => now;
  return Object.assign(clock, {
    set(at: number) {
      now = at;
    },
    advance(ms: number) {
      now += ms;
    },
  });
}
