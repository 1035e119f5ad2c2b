export { type Clock, manualClock, systemClock } from './clock.ts';
export { type Failure, type Outcome, pointerSegment } from './failure.ts';
export { countingIds, type Ids, randomIds } from './ids.ts';
export { createMeter, type Meter } from './meter.ts';
export { aepProblem, Problem } from './problem.ts';
export { type Access, type Answer, type Call, type Method, needs, type Route, route } from './route.ts';
export type { Actor, Scope } from './scope.ts';
