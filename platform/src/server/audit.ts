import type { Phrase } from '@meniscus/languages/syntax';
import { type Access, assetOf, type FailureReason, NOBODYS, operationOf } from '../access/index.ts';
import { type Actor, type Answer, Problem, type Route, type Scope } from '../kernel/index.ts';
import { internalError } from './errors.ts';

/** A call that is over, as the audit log needs it. */
export interface Audited {
  readonly route: Route;
  /** Undefined when nobody was let in. */
  readonly actor: Actor | undefined;
  readonly scope: Scope | undefined;
  readonly requestId: string;
  readonly address: string;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly answer: Answer | undefined;
  /** What was thrown instead. */
  readonly error: unknown;
}

/** Is it a change? By the declared action; public routes change nothing of others. */
function changes({ access }: Route): boolean {
  return access.kind === 'permission'
    ? access.action !== 'read'
    : access.kind === 'member' && access.action === 'write';
}

function codeOf(error: unknown): string {
  if (!(error instanceof Problem)) return '500';
  const { error_code: code, type, error: oauth } = error.body;
  return String(code ?? oauth ?? String(type ?? error.status).replace(/^.*\//, ''));
}

/**
 * What a problem says: its sentence where that quotes nothing, else its title, so that nothing a caller sent gets into the
 * log by being refused.
 */
function reasonOf({ error, requestId }: Audited): { readonly failureReason?: FailureReason } {
  if (error === undefined) return {};
  const { body } = error instanceof Problem ? error : internalError(requestId);
  const phrase = body.phrase as Phrase | undefined;
  const sentence = body.detail ?? body.message ?? body.error_description;
  if (phrase !== undefined && Object.keys(phrase.values).length === 0 && typeof sentence === 'string')
    return { failureReason: { message: sentence, phrase } };
  return typeof body.title === 'string' ? { failureReason: { message: body.title } } : {};
}

const DENIALS = [401, 403, 429];

/** Denied: refused because of who called, not because of what was asked. The login page answers its refusal as a page. */
export function isDenial({ error, answer, route }: Pick<Audited, 'error' | 'answer' | 'route'>): boolean {
  if (error !== undefined) return error instanceof Problem && DENIALS.includes(error.status);
  return route.access.kind === 'public' && DENIALS.includes(answer?.status ?? 200);
}

function statusOf(call: Audited): 'Allow' | 'Deny' | 'Failure' {
  if (isDenial(call)) return 'Deny';
  return call.error === undefined && (call.answer?.status ?? 200) < 400 ? 'Allow' : 'Failure';
}

function failed({ answer }: Audited): boolean {
  return (answer?.status ?? 200) >= 400;
}

/** Who tried to sign in, as they said themselves. */
function clientIn(body: unknown): string {
  const client = (body as { client_id?: unknown } | null | undefined)?.client_id;
  return typeof client === 'string' ? client.slice(0, 64) : '';
}

/**
 * Writes the event of a call when it changed something, tried to, or was denied; by the declaration of its route alone.
 * What can be read is no event. Resolves when it is on disk.
 */
export async function recordCall(access: Access, call: Audited): Promise<void> {
  if (!isDenial(call) && (!changes(call.route) || call.answer?.unchanged === true)) return;
  const { actor, scope, route } = call;
  // What a file that was sent is called is not what it changed is called.
  const body = route.consumes === 'file' ? undefined : call.body;
  const sandbox =
    scope === undefined
      ? { sandboxName: '', sandboxId: '' }
      : { sandboxName: scope.sandbox, sandboxId: scope.sandboxId };
  await access.audit.record({
    imsOrgId: actor?.org ?? NOBODYS,
    ...sandbox,
    requestId: call.requestId,
    authId: actor?.clientId ?? clientIn(call.body),
    userEmail: actor === undefined ? '' : access.nameOf(actor),
    userIpAddresses: [call.address],
    ...operationOf(route),
    ...assetOf(call.params, body, call.answer),
    status: statusOf(call),
    failureCode: call.error !== undefined ? codeOf(call.error) : failed(call) ? String(call.answer?.status) : '',
    ...reasonOf(call),
    enhancedEvents: [],
  });
}
