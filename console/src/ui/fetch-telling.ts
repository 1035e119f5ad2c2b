import type { Sent } from '@meniscus/client';

/** The answer of a request that ended, as fetch would give it. */
function responseOf(request: XMLHttpRequest): Response {
  const { status, statusText, responseText } = request;
  const body = [204, 205, 304].includes(status) ? null : responseText;
  const headers = new Headers();
  const type = request.getResponseHeader('content-type');
  if (type !== null) headers.set('content-type', type);
  return new Response(body, { status, statusText, headers });
}

/**
 * As `fetch`, and tells how much of the body was sent, which fetch cannot: for files. Answers come with their content type and
 * no other header.
 */
export function fetchTelling(address: string, init: RequestInit, sent: Sent): Promise<Response> {
  const { method = 'GET', headers = {}, body = null, signal } = init;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const request = new XMLHttpRequest();
    request.open(method, address);
    for (const [name, value] of new Headers(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => sent(loaded, total);
    request.onload = () => resolve(responseOf(request));
    request.onerror = () => reject(new TypeError('Failed to fetch'));
    request.onabort = () => reject(signal?.reason as Error);
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body as XMLHttpRequestBodyInit | null);
  });
}
