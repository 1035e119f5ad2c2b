import { Problem } from '../../../kernel/index.ts';

/** Everything a caller of the forwarder can get wrong. */
function problem(status: number, title: string, detail: string, headers: Readonly<Record<string, string>> = {}) {
  return new Problem(status, { type: 'about:blank', title, status, detail }, headers);
}

export const wrongHeader = (name: string) =>
  problem(401, 'Not authorised', `the header ${name} is missing or wrong; forwarder.json in the data directory has it`);
export const notFound = (path: string) => problem(404, 'Not found', `there is nothing at ${path.slice(0, 200)}`);
export const methodNotAllowed = (allow: string) => problem(405, 'Method not allowed', `send a ${allow}`, { allow });
export const tooLarge = (limit: number) => problem(413, 'Too large', `a webhook has at most ${limit} bytes`);
/** Final for the sender of webhooks: it gives up for good at 400. */
export const unusable = (why: string) => problem(400, 'Unusable webhook', why);
/** Nothing was kept; the sender comes again. */
export const unavailable = (why: string, seconds: number) =>
  problem(503, 'Service unavailable', `${why}; nothing was kept, send it again`, { 'retry-after': String(seconds) });
export const internalError = (id: string) => problem(500, 'Internal error', `[${id}] look for this id in the log`);
export const noFailedRecord = (id: string) => problem(404, 'Not found', `there is no failed record ${id.slice(0, 80)}`);
export const alreadyReplayed = (id: string) =>
  problem(409, 'Already replayed', `failed record ${id} was replayed before; send {"force": true} to do it again`);
export const noWebhook = (id: string) =>
  problem(409, 'Webhook gone', `the webhook of ${id} is not kept any more; send {"payload": …} with a replay`);
export const badQuery = (name: string, value: string) =>
  problem(400, 'Bad query', `${name}=${value.slice(0, 40)} is not a whole number from 1 to 1000`);
