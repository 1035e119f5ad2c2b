import { type Failure, saying } from '../kernel/index.ts';
import { type Known, TranslatorStates } from '../sources/index.ts';
import type { Target } from './targets.ts';

/** One of the records a message stands for, with its way. */
export interface Part {
  readonly target: Target;
  readonly payload: unknown;
  /** When it was so, epoch milliseconds, for records that update a profile in part. */
  readonly observedAt?: number;
}

/** What a message stands for: itself, several records, or nothing new. */
export type Taken =
  | { readonly kind: 'parts'; readonly parts: readonly Part[]; readonly state?: unknown }
  | { readonly kind: 'repeat'; readonly target: Target }
  | { readonly kind: 'nowhere'; readonly failure: Failure };

/** Name of the state a message is read by; undefined for messages that are read by themselves. */
export function stateNameOf(target: Target, payload: unknown): string | undefined {
  const key = target.apart?.translator.keyOf(payload);
  return key === undefined ? undefined : TranslatorStates.nameOf(target.scope.key, target.apart!.connectionId, key);
}

/**
 * Takes a message apart into the records it stands for. Records whose kind no dataflow of the connection takes are left
 * out: a brand that wants events only sets up no dataflow for profiles. Pure, like the translators it asks.
 */
export function takeApart(target: Target, payload: unknown, known: Known, receivedAt: number): Taken {
  const translation = target.apart?.translator.translate(payload, known, receivedAt);
  if (target.apart === undefined || translation === undefined) return { kind: 'parts', parts: [{ target, payload }] };
  const { ways } = target.apart;
  if (translation.duplicate) return { kind: 'repeat', target: ways['time-series'] ?? target };
  const parts = translation.parts.flatMap(({ behavior, payload: own, observedAt }): Part[] => {
    const way = ways[behavior];
    if (way === undefined) return [];
    return [{ target: way, payload: own, ...(observedAt === undefined ? {} : { observedAt }) }];
  });
  if (parts.length > 0) return { kind: 'parts', parts, state: translation.state };
  return {
    kind: 'nowhere',
    failure: {
      stage: 'ingest',
      code: 'INGEST-NO-WAY',
      pointer: '',
      ...saying('no-way', { kinds: translation.parts.map(({ behavior }) => behavior).join(' and ') }),
      retry: 'after-fix',
    },
  };
}
