import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schema } from '../../../tools/harness/programme.ts';
import { withPlatform } from '../../../tools/harness/with-platform.ts';

/** A published call: what is sent, and the kind of answer. `keep` names what the id of the answer is used as further down. */
interface PublishedCall {
  readonly call: string;
  readonly body?: unknown;
  readonly status?: number;
  readonly answer: unknown;
  readonly keep?: string;
}

const file = new URL('published-calls.json', import.meta.url);
const calls = JSON.parse(readFileSync(file, 'utf8')) as readonly PublishedCall[];
const stand = withPlatform('published-calls');

const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  date: (value) => typeof value === 'number' && value > Date.UTC(2020, 0, 1),
  hex32: (value) => /^[0-9a-f]{32}$/.test(String(value)),
  list: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  null: (value) => value === null,
};

/** Everything the published answer has must be there, of its kind; `=x` is the very value. More members are no harm. */
function expectKind(actual: unknown, kind: unknown, at: string): void {
  if (typeof kind === 'string' && kind.startsWith('=')) expect(String(actual), at).toBe(kind.slice(1));
  else if (typeof kind === 'string')
    expect(KINDS[kind]!(actual), `${at} is ${JSON.stringify(actual)}, not ${kind}`).toBe(true);
  else if (Array.isArray(kind)) {
    expect(Array.isArray(actual) && actual.length > 0, `${at} is a list with elements`).toBe(true);
    for (const [index, element] of (actual as unknown[]).entries()) expectKind(element, kind[0], `${at}[${index}]`);
  } else
    for (const [name, member] of Object.entries(kind as object))
      expectKind((actual as Record<string, unknown>)[name], member, `${at}.${name}`);
}

const STANDARD = ['profile', 'identitymap', 'profile-person-details'].map(
  (part) => `https://ns.adobe.com/xdm/context/${part}`,
);

describe('every published call of Data Prep', () => {
  it.each(['/data/foundation/conversion', '/data/foundation'])(
    'gets the published kind of answer under %s',
    async (base) => {
      const known: Record<string, string> = { SCHEMA_ID: await schema(stand.api, `Published calls ${base}`, STANDARD) };
      const filled = <T>(value: T): T =>
        JSON.parse(
          JSON.stringify(value).replaceAll(/\{([A-Z_]+)\}/g, (whole, name: string) => known[name] ?? whole),
        ) as T;
      for (const published of calls) {
        const { call, body, status = 200, answer, keep } = filled(published);
        const [method, path] = call.split(' ') as [string, string];
        const response = await fetch(`${stand.platform.url}${base}${path}`, {
          method,
          headers: { ...stand.api.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        expect(response.status, `${call}: ${text}`).toBe(status);
        expect(response.headers.get('content-type')).toContain('json');
        const actual = JSON.parse(text) as { id: string } & readonly { id: string }[];
        expectKind(actual, answer, call);
        if (keep !== undefined) known[keep] = (actual[0] ?? actual).id;
      }
    },
  );
});
