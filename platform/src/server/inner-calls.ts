import type { Access } from '../access/index.ts';
import type { Call, Route } from '../kernel/index.ts';
import { demand } from './gateway.ts';

/** What an inner call may carry. */
export interface InnerCallOptions {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Call['query'];
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls an operation by its id; the body of the answer. Throws the operation's own `Problem`. */
export type InnerCall = (operation: string, options?: InnerCallOptions) => Promise<unknown>;

/**
 * Operations that other operations are made of, called without HTTP on behalf of the same caller: same organisation, same
 * sandbox, and every operation asks for its own permission, so a call made of others can do no more than its caller.
 */
export function innerCalls(routes: readonly Route[], access: Pick<Access, 'allows'>): (outer: Call) => InnerCall {
  const byId = new Map(routes.map((route) => [route.id, route]));
  return (outer) =>
    async (operation, options = {}) => {
      const route = byId.get(operation);
      if (route === undefined) throw new Error(`there is no operation ${operation}`);
      demand(access, route, outer.actor, outer.scope);
      const answer = await route.handle({
        scope: outer.scope,
        actor: outer.actor,
        requestId: outer.requestId,
        params: options.params ?? {},
        query: options.query ?? {},
        headers: options.headers ?? {},
        body: options.body as never,
      });
      return answer.body;
    };
}
