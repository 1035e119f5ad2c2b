import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type AllowedRanges, ForbiddenAddress, guardedLookup, sayOfRequest, urlComplaint } from '../../kernel/index.ts';

export interface WebhookCall {
  readonly url: string;
  /** Signs the body, in the clear. */
  readonly secret: string;
  /** The same for every attempt, so that a receiver knows a repeat. */
  readonly id: string;
  readonly body: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

const TIMEOUT_MS = 10_000;
const MOST_REDIRECTS = 3;

/**
 * Headers of the Standard Webhooks specification: `webhook-signature` is `v1,` and the base64 of the HMAC-SHA256 over
 * id, time in seconds and body, joined by dots.
 */
export function signatureHeaders({ id, at, body, secret }: WebhookCall): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

interface Reply {
  readonly status: number;
  readonly location: string | undefined;
}

function post(call: WebhookCall, url: URL, allowed: AllowedRanges): Promise<Reply> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        method: 'POST',
        lookup: guardedLookup(allowed),
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(call.body),
          'user-agent': 'Meniscus',
          ...signatureHeaders(call),
        },
      },
      (response) => {
        // The answer's body is of no interest, and might have no end.
        response.destroy();
        resolve({ status: response.statusCode ?? 0, location: response.headers.location });
      },
    );
    request.on('error', reject);
    request.end(call.body);
  });
}

/**
 * Sends a signed notification. Throws when it did not arrive (no 2xx within 10 seconds) or must not be sent. A redirect is
 * followed where it keeps the method (307, 308) and stays within the protocol; each address on the way is judged again.
 */
export async function callWebhook(call: WebhookCall, allowed: AllowedRanges): Promise<void> {
  let url = new URL(call.url);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const complaint = urlComplaint(url.href, allowed);
    if (complaint !== undefined)
      throw new ForbiddenAddress(sayOfRequest('request-at', { name: url.host, what: complaint }));
    const { status, location } = await post(call, url, allowed);
    if (status >= 200 && status < 300) return;
    if ((status !== 307 && status !== 308) || location === undefined) throw new Error(`${url.host} answered ${status}`);
    const next = new URL(location, url);
    if (url.protocol === 'https:' && next.protocol !== 'https:')
      throw new ForbiddenAddress(sayOfRequest('url-no-https-any-more', { host: url.host, protocol: next.protocol }));
    url = next;
  }
  throw new Error(`${url.host}: more than ${MOST_REDIRECTS} redirects`);
}
