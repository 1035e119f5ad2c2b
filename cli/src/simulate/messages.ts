import { documentedMessages, type Message } from './documented.ts';
import type { Programme } from './programme.ts';
import { rawMessages } from './raw-events.ts';

/** Payload shapes: what Adobe documents for the source, or what Capillary's notification service sends. */
export const SHAPES = { documented: documentedMessages, events: rawMessages } as const;
export type Shape = keyof typeof SHAPES;

/** Every message of a programme in the order it must be sent. Streams: only members are kept in memory. */
export function* messages(programme: Programme, shape: Shape): Generator<Message> {
  for (const step of programme.steps()) yield* SHAPES[shape](step, programme.name);
}
