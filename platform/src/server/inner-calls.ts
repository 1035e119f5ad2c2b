import type { Access } from '../access/index.ts';
import type { Answer, Call, Route, Told } from '../kernel/index.ts';
import { recordCall } from './audit.ts';
import { demand, demandFields } from './gateway.ts';

/** What an inner call may carry. */
export interface InnerCallOptions {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Call['query'];
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of what takes long: told how much of it is done. */
  readonly told?: Told;
}

/** Calls an operation by its id; the body of the answer. Throws the operation's own `Problem`. */
export type InnerCall = (operation: string, options?: InnerCallOptions) => Promise<unknown>;

/**
 * Operations that other operations are made of, called without HTTP on behalf of the same caller: same organisation, same
 * sandbox, and every operation asks for its own permission, so a call made of others can do no more than its caller.
 */
export function innerCalls(routes: readonly Route[], access: Access): (outer: Call) => InnerCall {
  const byId = new Map(routes.map((route) => [route.id, route]));
  return (outer) =>
    async (operation, options = {}) => {
      const route = byId.get(operation);
      if (route === undefined) throw new Error(`there is no operation ${operation}`);
      const { scope, actor, fields, requestId, address = '' } = outer;
      const { params = {}, query = {}, headers = {}, body, told } = options;
      const outcome: { answer: Answer | undefined; error: unknown } = { answer: undefined, error: undefined };
      try {
        demand(access, route, actor, scope);
        demandFields(route, fields, scope);
        const parts = { params, query, headers, body: body as never, ...(told === undefined ? {} : { told }) };
        const call = { scope, actor, fields, requestId, address, ...parts };
        outcome.answer = await route.handle(call);
      } catch (error) {
        outcome.error = error;
      }
      await recordCall(access, { route, actor, scope, requestId, address, params, body, ...outcome });
      if (outcome.answer === undefined) throw outcome.error;
      return outcome.answer.body;
    };
}
