import { unescape as decoded } from 'node:querystring';
import type { Actor, Answer, Call, Route } from '../kernel/index.ts';
import { Problem, sayOfRequest } from '../kernel/index.ts';
import { badRequest, notExecuted, permissionMissing } from './errors.ts';
import { sayOfCatalog } from './phrases.ts';

/** A sub-request of a multi-request (page "Make multiple requests in a single call"). */
interface SubRequest {
  readonly id: string;
  readonly resource: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What became of it. */
export interface SubAnswer {
  readonly id: string;
  readonly code: number;
  readonly body: unknown;
}

const ROOT = '/data/foundation/catalog';
const MOST = 100;
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readOne(value: unknown, index: number): SubRequest {
  const at = `request ${index + 1}`;
  if (!isObject(value)) throw badRequest(sayOfCatalog('catalog-request', { at }));
  const { id = String(index), resource, headers = {}, body } = value;
  const method = typeof value.method === 'string' ? value.method.toUpperCase() : '';
  if (typeof id !== 'string' || id === '') throw badRequest(sayOfRequest('request-string', { name: `${at}: id` }));
  if (typeof resource !== 'string' || !resource.startsWith('/'))
    throw badRequest(sayOfCatalog('catalog-request-resource', { at }));
  if (!METHODS.has(method)) throw badRequest(sayOfCatalog('catalog-request-method', { at }));
  if (!isObject(headers) || !Object.values(headers).every((one) => typeof one === 'string'))
    throw badRequest(sayOfCatalog('catalog-request-headers', { at }));
  const lower = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text as string]));
  return { id, resource, method, headers: lower, body };
}

/** Reads the body of a multi-request. Throws the 400 that names the sub-request. */
function readAll(body: unknown): readonly SubRequest[] {
  if (!Array.isArray(body) || body.length === 0 || body.length > MOST)
    throw badRequest(sayOfCatalog('catalog-requests', { most: MOST }));
  const all = body.map(readOne);
  const twice = all.find(({ id }, index) => all.findIndex((other) => other.id === id) !== index);
  if (twice !== undefined) throw badRequest(sayOfCatalog('catalog-request-twice', { id: twice.id }));
  return all;
}

/** Replaces `<<id.name>>` by a member of an earlier answer; `id` of an answer that is a reference is the object's id. */
function filled(text: string, answers: ReadonlyMap<string, unknown>): string {
  return text.replaceAll(/<<([^<>.]{1,200})\.([^<>]{1,200})>>/g, (_, id: string, name: string) => {
    const body = answers.get(id);
    const reference = Array.isArray(body) && typeof body[0] === 'string' ? body[0] : undefined;
    if (reference !== undefined && name === 'id') return reference.slice(reference.lastIndexOf('/') + 1);
    const value = isObject(body) && Object.hasOwn(body, name) ? body[name] : undefined;
    if (typeof value !== 'string' && typeof value !== 'number')
      throw badRequest(sayOfCatalog('catalog-no-earlier-answer', { id, name }));
    return String(value);
  });
}

function deepFilled(value: unknown, answers: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return filled(value, answers);
  if (Array.isArray(value)) return value.map((one) => deepFilled(one, answers));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, deepFilled(one, answers)]));
}

/** Parameters of a path, when the route has this method and path; names are compared in any case, as callers write them. */
function matched(route: Route, method: string, path: string): Record<string, string> | undefined {
  const wanted = route.path.split('/');
  const given = path.split('/');
  if (route.method !== method || wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of wanted.entries()) {
    const part = given[index]!;
    if (name.startsWith(':')) params[name.slice(1)] = decoded(part);
    else if (name.toLowerCase() !== part.toLowerCase()) return undefined;
  }
  return params;
}

/** Thrown inside the transaction when a change failed, so that none is kept. */
class Reverted extends Error {
  readonly answers: readonly SubAnswer[];

  constructor(answers: readonly SubAnswer[]) {
    super('reverted');
    this.answers = answers;
  }
}

interface Parts {
  /** The routes of Catalog, bound to the transaction all sub-requests share. */
  readonly routes: (tx: unknown) => readonly Route[];
  readonly transaction: <T>(work: (tx: unknown) => Promise<T>) => Promise<T>;
  readonly allows: (actor: Actor, scope: Call['scope'], permissions: readonly string[]) => boolean;
}

/**
 * Runs several requests one after the other, each with its own permission. They share one transaction: when a change among
 * them fails none of them is kept, and every answer says so.
 */
export async function runRequests(parts: Parts, call: Call): Promise<readonly SubAnswer[]> {
  const requests = readAll(call.body);
  try {
    return await parts.transaction(async (tx) => {
      const routes = parts.routes(tx);
      const answers: SubAnswer[] = [];
      const bodies = new Map<string, unknown>();
      for (const request of requests) {
        const answer = await runOne(parts, routes, call, request, bodies);
        answers.push(answer);
        bodies.set(request.id, answer.body);
        if (answer.code >= 400 && request.method !== 'GET') throw new Reverted(afterFailure(requests, answers));
      }
      return answers;
    });
  } catch (error) {
    if (error instanceof Reverted) return error.answers;
    throw error;
  }
}

/** What was read stays an answer; changes before the failure were taken back, and what stands behind it was not done. */
function afterFailure(requests: readonly SubRequest[], answers: readonly SubAnswer[]): readonly SubAnswer[] {
  const failed = answers.length - 1;
  const culprit = requests[failed]!.id;
  return requests.map(({ id, method }, index) => {
    if (index === failed || (index < failed && method === 'GET')) return answers[index]!;
    const problem = notExecuted(culprit, index < failed);
    return { id, code: problem.status, body: problem.body };
  });
}

async function runOne(
  { allows }: Parts,
  routes: readonly Route[],
  call: Call,
  request: SubRequest,
  bodies: ReadonlyMap<string, unknown>,
): Promise<SubAnswer> {
  try {
    const [path = '', query = ''] = filled(request.resource, bodies).split('?', 2);
    const found = routes
      .map((route) => ({ route, params: matched(route, request.method, ROOT + path.replace(/\/$/, '')) }))
      .find(({ params }) => params !== undefined);
    if (found === undefined) throw badRequest(sayOfCatalog('catalog-nothing-at', { method: request.method, path }));
    const { access } = found.route;
    if (access.kind === 'permission' && !allows(call.actor, call.scope, access.permissions))
      throw permissionMissing(access.permissions);
    const answer: Answer = await found.route.handle({
      ...call,
      params: found.params!,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: request.headers,
      body: deepFilled(request.body, bodies) as never,
    });
    // The page shows 200 for what was made, too.
    return { id: request.id, code: answer.status === 201 ? 200 : (answer.status ?? 200), body: answer.body ?? null };
  } catch (error) {
    if (error instanceof Problem) return { id: request.id, code: error.status, body: error.body };
    throw error;
  }
}
