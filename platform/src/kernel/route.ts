import type { Readable } from 'node:stream';
import type { TSchema } from 'typebox';
import type { FieldView } from './field-view.ts';
import type { Actor, Scope } from './scope.ts';

/** HTTP methods a route may have. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';

/**
 * Who may call a route. There is no default: a route without a declaration stops the start (promise 5).
 *
 * - `permission`: the caller's roles must hold one of `permissions` (slugs of access/permissions) in the sandbox of the call.
 * - `member`: any authenticated caller of the organisation; `why` says why no permission is asked. With `action: 'write'` the
 *   call changes something, of the caller's own, and makes an event of the audit log.
 * - `public`: no token at all; `why` says why that is safe.
 */
export type Access =
  | {
      readonly kind: 'permission';
      readonly permissions: readonly string[];
      readonly resource: string;
      readonly action: 'read' | 'write' | 'delete';
      /** Resource types by those of the permissions that are for a part of the resource only: the handler lets their holders in to no more. */
      readonly parts?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'member'; readonly why: string; readonly action?: 'write' }
  | { readonly kind: 'public'; readonly why: string };

/** Shorthand for the common case: any of the given permissions on a resource type. */
export function needs(resource: string, action: 'read' | 'write' | 'delete', ...permissions: string[]): Access {
  return { kind: 'permission', permissions, resource, action };
}

/** Any of `whole` on a resource type, or one of those in `parts`, each on its own resource type: the handler looks which part it is. */
export function needsPart(
  resource: string,
  action: 'read' | 'write' | 'delete',
  whole: readonly string[],
  parts: Readonly<Record<string, string>>,
): Access {
  return { kind: 'permission', permissions: [...whole, ...Object.keys(parts)], resource, action, parts };
}

/** A file of a multipart body. It lies at `path` until the handler's answer is made, then it is removed. */
export interface UploadedFile {
  /** Name of the form field. */
  readonly field: string;
  /** The caller's name of the file: to show, not to trust. */
  readonly name: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** A multipart body: text fields, and files in the order they came. */
export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly UploadedFile[];
}

/** A file of text as a caller sends it: the body as it is, or the one file of a multipart body. */
export interface SentFile {
  readonly text: string;
  /** Content type of the file, lower case; empty when none was given. */
  readonly type: string;
  /** The caller's name of the file, to show and not to trust; empty when there is none. */
  readonly name: string;
  /** Text fields of the form. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A request as a handler sees it: authenticated, scoped, parsed. */
export interface Call<Body = unknown> {
  readonly scope: Scope;
  readonly actor: Actor;
  /** What the caller may see of fields and audiences. */
  readonly fields: FieldView;
  /** Path parameters, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Query parameters; a repeated one is an array. */
  readonly query: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /**
   * Parsed JSON; a Buffer for `consumes: 'bytes'`; a Readable for `consumes: 'stream'`; a flat record of fields for `consumes: 'form'`; an `Upload` for
   * `consumes: 'upload'`; a `SentFile` for `consumes: 'file'`; undefined when there was none.
   */
  readonly body: Body;
  readonly requestId: string;
  /** Address the call came from. */
  readonly address?: string;
  /** Of a call that is a part of another one and takes long: told how much of it is done. Not told of calls over HTTP. */
  readonly told?: Told;
}

/** How far work is: parts done, of all of them. */
export type Told = (done: number, all: number) => void;

/** What a handler answers. `body` undefined means an empty body; strings and Buffers go out as they are, anything else as one line of JSON. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown | Readable;
  /** A call that could have changed something and did not (a validation): it makes no event of the audit log. */
  readonly unchanged?: true;
  /**
   * What people know the thing by that the call is about, in words that are the same in every language: for the audit log, before
   * a name in body or answer.
   */
  readonly known?: string;
}

/** One operation of the HTTP API. OpenAPI, the typed client and the reference are generated from these declarations. */
export interface Route {
  /** Operation id in camelCase, unique over the platform, e.g. `createFlow`. */
  readonly id: string;
  readonly method: Method;
  /** Path from the origin with `:name` parameters, e.g. `/data/foundation/flowservice/flows/:flowId`. `*` as last segment takes the rest. */
  readonly path: string;
  /** OpenAPI tag: Adobe's public name of the service, e.g. `Flow Service`. */
  readonly service: string;
  /** One sentence: what it does. */
  readonly summary: string;
  readonly access: Access;
  /**
   * How the route keeps what labels hide: `none` when its answers hold neither names nor values of fields, `filtered` when
   * its handler leaves out what `call.fields` hides. A route that says nothing, and is about a kind of resource that can
   * hold fields, is closed to whoever something is hidden from.
   */
  readonly fields?: 'none' | 'filtered';
  /**
   * `json` (default), `bytes` (any type, raw Buffer), `stream` (any type, not held in memory and not limited: the handler
   * reads it to its end or gives up), `form` (urlencoded, multipart or query string merged to one record),
   * `upload` (multipart with files: an `Upload`), `file` (one file in UTF-8, in memory, as the body or in a multipart body: a `SentFile`),
   * `none`.
   */
  readonly consumes?: 'json' | 'bytes' | 'stream' | 'form' | 'upload' | 'file' | 'none';
  /** Largest body in bytes; 1 MiB unless given. For uploads: the largest file. */
  readonly maxBody?: number;
  readonly params?: TSchema;
  readonly query?: TSchema;
  /** Documented shape of the body. Handlers still check what the service answers with its own documented errors. */
  readonly body?: TSchema;
  /** Status code to description and body shape. */
  readonly responses: Readonly<
    Record<number, { readonly description: string; readonly schema?: TSchema; readonly contentType?: string }>
  >;
  /** Sandbox header is not needed (organisation-wide resources such as namespaces). Scope then is the default sandbox. */
  readonly organisationWide?: boolean;
  handle(call: Call<never>): Answer | Promise<Answer>;
}

/** Identity function that checks a declaration's types where it is written. `B` types the parsed body. */
export function route<B = unknown>(
  declaration: Omit<Route, 'handle'> & { handle(call: Call<B>): Answer | Promise<Answer> },
): Route {
  return declaration as Route;
}
