import type { ConnectionSpec, FlowSpec } from '../flows/index.ts';
import { type Example, exploreExamples } from './explore-examples.ts';
import type { OpenFiles } from './files/file-store.ts';

/** A row that applies only where the mapping set of the dataflow has no row for the destination. */
export interface ImpliedMapping {
  readonly source: string;
  readonly destination: string;
}

/** What a payload is, as the source that sent it says. */
export interface Recognition {
  readonly kind: Example['kind'];
  /** Name of the event, also of one the source does not list (then the kind is `unknown`). */
  readonly eventName?: string;
  /** Idempotency key of the event. */
  readonly eventId?: string;
  /** Names that lead from the payload to the body of the event, as they are spelled there. */
  readonly bodyPath?: readonly string[];
  /** The same array object for all payloads of a shape, so that it can be a cache key. */
  readonly impliedMappings: readonly ImpliedMapping[];
}

/** One of the records a payload stands for. */
export interface RecordPart {
  /** The dataflow it goes to: the one of this connection whose schema behaves so. */
  readonly behavior: 'record' | 'time-series';
  /** What that dataflow's mapping set reads. */
  readonly payload: Readonly<Record<string, unknown>>;
  /**
   * When what it says was so, epoch milliseconds: the record then updates only what it has members for, and only where
   * nothing newer is known. Absent: a full record, new as it is received.
   */
  readonly observedAt?: number;
}

/** A payload taken apart into records. */
export type Translation =
  | { readonly duplicate: true; readonly id: string }
  | {
      readonly duplicate: false;
      /** Id of the event, unique per source. */
      readonly id: string;
      readonly parts: readonly RecordPart[];
      /** What to hand to the next payload under the same key, as JSON; undefined when there is nothing to keep. */
      readonly state: unknown;
    };

/** For sources that send events which stand for several records at once. */
export interface Translator {
  /** What the state for this payload is kept under; undefined when none is. Must not throw. */
  keyOf(payload: unknown): string | undefined;
  /**
   * Takes a payload apart; undefined when it is a record already. Pure: the same payload, knowledge and time give the same
   * records, so a repeat after a crash makes them again.
   */
  translate(payload: unknown, known: Known, receivedAt: number): Translation | undefined;
}

/** What a translator reads a payload by. */
export interface Known {
  /** What it returned for the payload before it under the same key; undefined for the first. */
  readonly state: unknown;
  /** The payload is sent again because a later stage refused it: it is read as new. */
  readonly again: boolean;
}

/** A connector: the one declaration of a folder in `sources/`. */
export interface Connector {
  /** Name of its folder. */
  readonly name: string;
  readonly connectionSpec: ConnectionSpec;
  readonly examples: readonly Example[];
  /** Called for each record; must not throw and should look at few members. */
  recognise(payload: unknown): Recognition;
  readonly translator?: Translator;
  /** Present on stores of files: dataflows of it read them, once or on a schedule. */
  readonly files?: OpenFiles;
}

/** Nothing is implied: one array for all, see `Recognition.impliedMappings`. */
export const NOTHING_IMPLIED: readonly ImpliedMapping[] = Object.freeze([]);
/** A payload nobody knows. */
export const UNKNOWN: Recognition = Object.freeze({ kind: 'unknown', impliedMappings: NOTHING_IMPLIED });

/** The row of a file has an id of its own; an event that is given none by its mapping set has that. */
const ROW: Recognition = Object.freeze({
  kind: 'unknown',
  impliedMappings: Object.freeze([{ source: '_source.id', destination: '_id' }]),
});

function recogniseRow(payload: unknown): Recognition {
  return typeof payload === 'object' && payload !== null && '_source' in payload ? ROW : UNKNOWN;
}

interface Declaration extends Omit<Connector, 'connectionSpec' | 'examples' | 'recognise'> {
  readonly connectionSpec: Omit<ConnectionSpec, 'role'>;
  readonly examples?: readonly Example[];
  /** Left out by sources whose payloads have no shape of their own. */
  readonly recognise?: Connector['recognise'];
}

function define(declaration: Declaration, role: ConnectionSpec['role']): Connector {
  const examples = declaration.examples ?? [];
  return {
    ...declaration,
    connectionSpec: {
      ...(examples.length === 0 ? {} : { explorer: exploreExamples(examples) }),
      ...declaration.connectionSpec,
      role,
    },
    examples,
    recognise: declaration.recognise ?? (declaration.files === undefined ? () => UNKNOWN : recogniseRow),
  };
}

/** Declares something records come from. */
export function defineSource(declaration: Declaration): Connector {
  return define(declaration, 'source');
}

/** Declares something dataflows write into; it takes the dataflows of every source. */
export function defineTarget(
  declaration: Omit<Declaration, 'connectionSpec'> & {
    readonly connectionSpec: Omit<ConnectionSpec, 'role' | 'flowSpecs'>;
  },
): Connector {
  return define({ ...declaration, connectionSpec: { ...declaration.connectionSpec, flowSpecs: [] } }, 'target');
}

/** Adobe's provider of streaming connections (page "Create a streaming connection"). */
export const STREAMING_PROVIDER = '521eee4d-8cbe-4906-bb48-fb6bd4450033';

/** What the dataflows of all sources that are sent to have in common. */
export const STREAMING_FLOW = {
  version: '1.0',
  providerId: STREAMING_PROVIDER,
  frequency: 'streaming',
  flowRuns: true,
} as const satisfies Partial<FlowSpec>;
