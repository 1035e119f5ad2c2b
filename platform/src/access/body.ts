import { badBody } from './errors.ts';
import { sayOfAccess } from './phrases.ts';

const MOST_CHARACTERS = 2_000;
const SHORTEST_PASSWORD = 12;

/** A body of named members. Throws a `Problem` that points to what is wrong, as all of these do. */
export function objectOf(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badBody('', sayOfAccess('access-object'));
  return body as Readonly<Record<string, unknown>>;
}

/** A text that is there and not blank. */
export function textOf(body: Readonly<Record<string, unknown>>, name: string): string {
  const text = optionalText(body, name);
  if (text === undefined || text.trim() === '') throw badBody(`/${name}`, sayOfAccess('access-text'));
  return text;
}

/** A text, or undefined when it is not there. */
export function optionalText(body: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw badBody(`/${name}`, sayOfAccess('access-no-text'));
  if (value.length > MOST_CHARACTERS)
    throw badBody(`/${name}`, sayOfAccess('access-longest-text', { most: MOST_CHARACTERS }));
  return value;
}

/** What people call something, without the blanks around it, or undefined when it is not there. */
export function nameIn(body: Readonly<Record<string, unknown>>, name: string, most: number): string | undefined {
  if (optionalText(body, name) === undefined) return undefined;
  const text = textOf(body, name).trim();
  if (text.length > most) throw badBody(`/${name}`, sayOfAccess('access-longest-text', { most }));
  return text;
}

/** An e-mail address somebody will sign in with, or undefined when it is not there. */
export function emailIn(body: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const email = optionalText(body, name);
  if (email !== undefined && !/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(email))
    throw badBody(`/${name}`, sayOfAccess('access-email'));
  return email;
}

/** A password somebody will sign in with, long enough, or undefined when it is not there. */
export function passwordIn(body: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const password = optionalText(body, name);
  if (password !== undefined && password.length < SHORTEST_PASSWORD)
    throw badBody(`/${name}`, sayOfAccess('access-password', { least: SHORTEST_PASSWORD }));
  return password;
}

/** A list of texts without repeats, or undefined when it is not there. */
export function optionalTexts(body: Readonly<Record<string, unknown>>, name: string): readonly string[] | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  return textsOf(value, `/${name}`);
}

/** A text or a list of texts, without repeats. */
export function textsOf(value: unknown, pointer: string): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  if (list.length > 1_000 || !list.every((one) => typeof one === 'string' && one.length <= MOST_CHARACTERS))
    throw badBody(pointer, sayOfAccess('access-texts'));
  return [...new Set(list as readonly string[])];
}
