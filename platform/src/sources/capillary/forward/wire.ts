/** A request as it goes out. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer with its whole body. */
export interface WireAnswer {
  readonly status: number;
  /** Value of a header; undefined when it is not there. */
  header(name: string): string | undefined;
  readonly body: string;
}

/** Sends a request. Rejects with `WireError` when there is no whole answer: what the target did then is not known. */
export type Wire = (request: WireRequest) => Promise<WireAnswer>;

/** No answer, or only a part of one. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

const MOST_ANSWER_BYTES = 4 << 20;

/**
 * Sends over HTTP. Redirects are not followed: they would carry records and token to a place nobody chose. An answer that
 * takes longer than `timeoutMs`, or is larger than 4 MB, counts as none.
 */
export function httpWire(timeoutMs: number): Wire {
  return async ({ method, url, headers, body }) => {
    try {
      const response = await fetch(url, {
        method,
        headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body }),
      });
      const text = await wholeBody(response);
      return { status: response.status, header: (name) => response.headers.get(name) ?? undefined, body: text };
    } catch (error) {
      throw new WireError(reasonOf(error, timeoutMs));
    }
  };
}

async function wholeBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_ANSWER_BYTES) throw new Error(`the answer is larger than ${MOST_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The innermost reason: `fetch failed` alone helps nobody. */
function reasonOf(error: unknown, timeoutMs: number): string {
  const { name, message, cause } = error as Error & { cause?: Error & { code?: string } };
  if (name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`;
  if (cause === undefined) return message;
  return cause.code === undefined ? cause.message : `${cause.code}: ${cause.message}`;
}
