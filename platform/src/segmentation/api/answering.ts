import { type Answer, type Call, Problem } from '../../kernel/index.ts';
import type { Audiences } from '../audiences.ts';
import { badIdCount, noneFound } from '../errors.ts';

/** Puts the request id in front of a problem's body, as this service documents all of its errors. */
export function answering<Body>(handle: (call: Call<Body>) => Promise<Answer>): (call: Call<Body>) => Promise<Answer> {
  return async (call) => {
    try {
      return await handle(call);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new Problem(error.status, { requestId: call.requestId, ...error.body }, error.headers);
    }
  };
}

export interface BulkBody {
  readonly ids?: readonly { readonly id?: unknown }[];
}

const MAX_IDS = 100;

/** The ids of a bulk look-up; undefined when there are none or too many. */
export function idsOf(body: BulkBody | undefined): readonly string[] | undefined {
  const ids = Array.isArray(body?.ids) ? body.ids.map((item: { id?: unknown } | null) => String(item?.id)) : [];
  return ids.length === 0 || ids.length > MAX_IDS ? undefined : ids;
}

/** `{ids: [{id}]}` to 207 with each audience, or with why it is not there (operations bulkGet…). */
export function bulkGet(audiences: Audiences) {
  return answering<BulkBody>(async (call) => {
    const { body, requestId } = call;
    const ids = idsOf(body);
    if (ids === undefined) throw badIdCount();
    const found = await Promise.all(ids.map((id) => audiences.find(call, id)));
    if (found.every((audience) => audience === undefined)) throw noneFound(ids);
    const missing = { requestId, errors: { 404: [{ code: 404, message: 'Not found.' }] } };
    return {
      status: 207,
      body: { results: Object.fromEntries(ids.map((id, index) => [id, found[index] ?? missing])) },
    };
  });
}
