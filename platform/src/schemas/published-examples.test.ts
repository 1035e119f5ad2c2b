import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { call, freshRegistry, scope } from './test-registry.ts';

/** One request of Adobe's OpenAPI file (facts only: ids and texts are ours) and the documented kind of answer. */
interface Example {
  readonly operation: string;
  readonly method: string;
  /** With names of what earlier answers were saved as. */
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly status: number;
  /** Types of the documented attributes. */
  readonly answer?: Readonly<Record<string, string>>;
  /** The same, of the first element of an array. */
  readonly first?: Readonly<Record<string, string>>;
  readonly saveAs?: string;
  readonly note?: string;
}

const examples = JSON.parse(
  readFileSync(new URL('published-examples.json', import.meta.url), 'utf8'),
) as readonly Example[];
const saved = new Map<string, string>([['tenant', scope.tenant]]);

function filled(text: string, change: (value: string) => string = (value) => value): string {
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = saved.get(name);
    return value === undefined ? whole : change(value);
  });
}

const typeOf = (value: unknown) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);

function typesOf(value: unknown, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, typeOf((value as Record<string, unknown>)[name])]));
}

beforeAll(freshRegistry);

describe('the published requests', () => {
  it('cover every operation of the service', () => {
    expect(new Set(examples.map(({ operation }) => operation)).size).toBe(44);
  });

  it.each(examples.map((example, index) => [`${index} ${example.operation} ${example.path}`, example] as const))(
    '%s',
    async (_title, { method, path, headers = {}, body, status, answer, first, saveAs }) => {
      const reply = await call(method, filled(path, encodeURIComponent), {
        headers,
        body: body === undefined ? undefined : JSON.parse(filled(JSON.stringify(body))),
      });
      expect(reply.status, JSON.stringify(reply.body)).toBe(status);
      if (status >= 400) expect(reply.body).toMatchObject({ type: expect.stringMatching(/XDM-\d{4}-4/), status });
      if (answer !== undefined) expect(typesOf(reply.body, Object.keys(answer))).toEqual(answer);
      if (first !== undefined) expect(typesOf(reply.body[0], Object.keys(first))).toEqual(first);
      if (saveAs !== undefined) {
        const made = Array.isArray(reply.body) ? reply.body.at(-1) : reply.body;
        saved.set(saveAs, String(made?.$id ?? made?.['@id']));
      }
    },
  );
});
