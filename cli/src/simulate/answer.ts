/** What an endpoint said to one request, in terms of its messages. */
export type Verdict =
  | { readonly kind: 'answered'; readonly accepted: number; readonly refused: readonly string[] }
  | { readonly kind: 'again'; readonly reason: string; readonly afterMs: number | undefined };

const LONGEST_REASON = 160;
/** `inletId: [..] imsOrgId: [..] ` in front of the collection service's messages: the same for all, so no part of a reason. */
const PREFIX = /^(?:inletId|imsOrgId): \[[^\]]*\] ?/;

function shorten(message: string): string {
  let text = message;
  while (PREFIX.test(text)) text = text.replace(PREFIX, '');
  return text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON)}…` : text;
}

/** The most telling words of an error body, whichever AEP service wrote it. */
function reasonOf(status: number, body: unknown): string {
  const said = body as
    | { report?: { message?: unknown }; message?: unknown; detail?: unknown; title?: unknown }
    | null
    | undefined;
  const message = [said?.report?.message, said?.message, said?.detail, said?.title].find(
    (text) => typeof text === 'string',
  );
  return message === undefined ? `status ${status}` : `${status} ${shorten(message as string)}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Milliseconds of a Retry-After header: seconds or a date; undefined when there is none. */
export function retryAfterMs(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** Refusals inside a batch answer: elements that carry a status instead of a transaction id. */
function refusalsIn(responses: readonly unknown[]): readonly string[] {
  const reasons: string[] = [];
  for (const response of responses) {
    const { xactionId, statusCode, status } = response as {
      xactionId?: unknown;
      statusCode?: unknown;
      status?: unknown;
    };
    if (typeof xactionId === 'string') continue;
    reasons.push(reasonOf(Number(statusCode ?? status ?? 400), response));
  }
  return reasons;
}

/**
 * Reads an answer of a collection endpoint. 2xx and 207 count message by message; 429 and every 5xx except 501 ask to come
 * again; any other status refuses all messages of the request.
 */
export function verdict(status: number, retryAfter: string | null, text: string, count: number, now: number): Verdict {
  const body = parseJson(text);
  if (status >= 200 && status < 300) {
    const responses = (body as { responses?: unknown } | undefined)?.responses;
    const refused = Array.isArray(responses) ? refusalsIn(responses) : [];
    return { kind: 'answered', accepted: count - refused.length, refused };
  }
  const reason = reasonOf(status, body);
  if (status === 429 || (status >= 500 && status !== 501))
    return { kind: 'again', reason, afterMs: retryAfterMs(retryAfter, now) };
  return { kind: 'answered', accepted: 0, refused: Array.from({ length: count }, () => reason) };
}
