import { type Said, sayAll } from '@meniscus/languages/syntax';
import type { TSchema } from 'typebox';
import { saidOfShape, shapeErrors } from '../kernel/index.ts';

/** How a source signs in, or is signed in to: a named form of parameters. */
export interface AuthSpec {
  readonly name: string;
  /** Adobe's word for the kind, e.g. `OAuth2`. */
  readonly type: string;
  /** JSON Schema of the parameters. A property with `format: "password"` is secret: sealed at rest and never answered. */
  readonly params: TSchema & { readonly properties: Readonly<Record<string, TSchema>> };
}

/** What collection must know of an inlet; made from the parameters of the connection it belongs to. */
export interface InletSettings {
  /** `raw`: any JSON, mapped by the dataflow. `xdm`: messages in the XDM envelope. */
  readonly dataType: 'raw' | 'xdm';
  readonly authenticationRequired: boolean;
  /** Source name of messages that bring none. */
  readonly sourceName: string;
}

/** What is asked of a source (page "Explore your data systems"). */
export interface ExploreRequest {
  readonly objectType: 'root' | 'folder' | 'file' | 'table' | 'rest';
  /** Path of the folder or file, or name of the table; absent for the root. */
  readonly object?: string;
  /** Of files, e.g. `delimited` or `json`, in lower case. */
  readonly fileType?: string;
  readonly compressionType?: string;
  /** First rows are wanted, too. */
  readonly preview: boolean;
  /** Every other query parameter as it was sent, e.g. `columnDelimiter` and `encoding`. */
  readonly options: Readonly<Record<string, string>>;
}

/** Something a source has. */
export interface ExploreEntry {
  readonly type: 'folder' | 'file' | 'table';
  readonly name: string;
  /** What to send as `object` to look inside. */
  readonly path: string;
  readonly canPreview: boolean;
  readonly canFetchSchema: boolean;
}

/** The fields of a file or table, with first rows when they were asked for. */
export interface ExploreContents {
  readonly format: 'flat' | 'hierarchical';
  readonly schema: { readonly columns: readonly { readonly name: string; readonly type: string }[] };
  readonly data?: readonly unknown[];
}

/** Why a source could not be looked into; what it says is for the caller and must hold no secret. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly kind: 'not-found' | 'bad-request' | 'refused' | 'unreachable';
  readonly said: Said;

  constructor(kind: SourceError['kind'], said: Said) {
    super(said.message);
    this.kind = kind;
    this.said = said;
  }
}

/** How the contents of a source are looked at before a dataflow is made. Declared by its connector. */
export interface Explorer {
  readonly type: 'FileSystem' | 'Tabular' | 'StreamingConnection';
  /**
   * The entries of the root or a folder, or the fields of a file or table. `params` are those of the connection, secrets in
   * the clear. Throws `SourceError`; should end early when the signal is aborted.
   */
  explore(
    request: ExploreRequest,
    params: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<readonly ExploreEntry[] | ExploreContents>;
  /** Is the source there, and does it let these parameters in? Throws `SourceError`. Absent: nothing to reach. */
  test?(params: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<void>;
}

/** A kind of dataflow (Flow Service: flow specification). */
export interface FlowSpec {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly providerId: string;
  readonly frequency: 'streaming' | 'batch';
  /** Whether a dataflow of this kind maps records, or takes them as they are. */
  readonly mapping: 'required' | 'none';
  readonly flowRuns: boolean;
}

/** A kind of connection (Flow Service: connection specification), declared by a connector. */
export interface ConnectionSpec {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly providerId: string;
  readonly type: string;
  readonly role: 'source' | 'target';
  readonly auth: readonly AuthSpec[];
  /** Where the streaming endpoint is made, for sources that are sent to; absent for all others. */
  readonly inlet?: {
    readonly on: 'connection' | 'flow';
    settings(params: Readonly<Record<string, unknown>>): InletSettings;
  };
  /**
   * Present on sources that call a webhook of ours: every base connection then has an endpoint that takes their events, to
   * be called with a fixed header.
   */
  readonly webhook?: InletSettings;
  /** Absent: there is nothing to look at before records come. */
  readonly explorer?: Explorer;
  /** Kinds of dataflow a source can stand in; targets take those of every source and declare none. */
  readonly flowSpecs: readonly FlowSpec[];
  /** Shown on its card in the catalogue. */
  readonly title: string;
  readonly description: string;
  /** Category of the catalogue, e.g. `Loyalty`. */
  readonly category: string;
  readonly beta: boolean;
}

/** The specs Flow Service offers; connectors stand to the right of this stage, so they are handed in. */
export interface Specs {
  connection(id: string): ConnectionSpec | undefined;
  flow(id: string): FlowSpec | undefined;
  readonly connections: readonly ConnectionSpec[];
  readonly flows: readonly FlowSpec[];
}

/** Indexes the specs of all connectors. Throws when two kinds share an id. */
export function indexSpecs(connections: readonly ConnectionSpec[]): Specs {
  const byId = new Map(connections.map((spec) => [spec.id, spec]));
  if (byId.size !== connections.length) throw new Error('two connection specs share an id');
  const flows = new Map<string, FlowSpec>();
  for (const flow of connections.flatMap(({ flowSpecs }) => flowSpecs)) {
    if ((flows.get(flow.id) ?? flow) !== flow) throw new Error(`two flow specs share the id ${flow.id}`);
    flows.set(flow.id, flow);
  }
  return {
    connection: (id) => byId.get(id),
    flow: (id) => flows.get(id),
    connections,
    flows: [...flows.values()],
  };
}

/** Connection specs that can be on one side of a dataflow of this kind. */
export function sidesOf(specs: Specs, flow: FlowSpec, role: ConnectionSpec['role']): readonly string[] {
  return specs.connections
    .filter((spec) => spec.role === role && (role === 'target' || spec.flowSpecs.includes(flow)))
    .map(({ id }) => id);
}

/** Is this parameter kept in the clear and shown? Only what the spec declares and does not call a password. */
export function isPlain(spec: AuthSpec, name: string): boolean {
  if (!Object.hasOwn(spec.params.properties, name)) return false;
  return (spec.params.properties[name] as { format?: string }).format !== 'password';
}

/**
 * What is wrong with the parameters, for the caller; undefined when nothing is. Names members only: a value may be a secret.
 */
export async function paramProblem(spec: AuthSpec, params: unknown): Promise<Said | undefined> {
  const wrong = (await shapeErrors(spec.params, params)).map((error) =>
    saidOfShape(error, `auth.params${error.instancePath.replaceAll('/', '.')}`),
  );
  return wrong.length === 0 ? undefined : sayAll(wrong);
}
