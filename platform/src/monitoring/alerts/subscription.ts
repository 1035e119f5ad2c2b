import type { Said } from '@meniscus/languages/syntax';
import { type Cipher, sayOfRequest } from '../../kernel/index.ts';
import { badBody } from '../errors.ts';
import { sayOfMonitoring } from '../phrases.ts';
import { RULE_IDS, type RuleId, ruleOf } from './rules.ts';

/** Where notifications go. `in-app`: the list of alerts is enough. */
export type Channel =
  | { readonly type: 'in-app' }
  | { readonly type: 'webhook'; readonly url: string; readonly secret: string }
  | { readonly type: 'email'; readonly to: readonly string[] };

/** A subscription as it is stored; the secret of a webhook is sealed. */
export interface SubscriptionBody {
  /** Without one it is called by its rule and dataflows, in the language of whoever reads it. */
  readonly name?: string;
  readonly rule: RuleId;
  /** Dataflows it is about; empty: all of the sandbox. */
  readonly flowIds: readonly string[];
  readonly threshold?: number;
  readonly windowMinutes?: number;
  /** Notified again this often while it holds; absent: once. */
  readonly repeatMinutes?: number;
  readonly channel: Channel;
  readonly enabled: boolean;
}

/** What can be sent: what is not configured cannot be subscribed to. */
export interface Sending {
  readonly email: boolean;
  /** Complains about an address that is never called. */
  checkUrl(url: string): Said | undefined;
}

type Members = Readonly<Record<string, unknown>>;

const MOST_FLOWS = 100;
const MOST_RECIPIENTS = 20;
const MOST_MINUTES = 43_200;
/** One at sign, no blank, no control character: what is right the mail server knows. */
const ADDRESS = /^[^\s@<>(),;:\\"[\]]{1,64}@[A-Za-z0-9.-]{1,255}$/;

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readNumber(members: Members, name: string, least: number, most: number): number | undefined {
  const value = members[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !(value >= least && value <= most))
    throw badBody(sayOfRequest('request-number', { name, least, most }));
  return value;
}

function readName({ name }: Members): string | undefined {
  if (name === undefined || name === null) return undefined;
  if (typeof name !== 'string' || name.trim() === '' || name.length > 200)
    throw badBody(sayOfRequest('request-text-of-most', { name: 'name', most: 200 }));
  return name.trim();
}

function readFlows({ flowIds = [] }: Members): readonly string[] {
  if (!Array.isArray(flowIds) || !flowIds.every((id) => typeof id === 'string' && id !== ''))
    throw badBody(sayOfMonitoring('monitoring-flow-ids'));
  if (flowIds.length > MOST_FLOWS) throw badBody(sayOfMonitoring('monitoring-most-flows', { most: MOST_FLOWS }));
  return [...new Set(flowIds as string[])];
}

function readWebhook(channel: Members, sending: Sending, secret: string): Channel {
  const { url } = channel;
  if (typeof url !== 'string' || url.length > 2000) throw badBody(sayOfMonitoring('monitoring-webhook-url'));
  const complaint = sending.checkUrl(url);
  if (complaint !== undefined) throw badBody(sayOfRequest('request-at', { name: 'channel.url', what: complaint }));
  const given = channel.secret;
  if (given !== undefined && !(typeof given === 'string' && given.length >= 24 && given.length <= 256))
    throw badBody(sayOfMonitoring('monitoring-webhook-secret'));
  return { type: 'webhook', url, secret: given ?? secret };
}

function readEmail({ to }: Members, sending: Sending): Channel {
  if (!sending.email) throw badBody(sayOfMonitoring('monitoring-no-mail-server'));
  const list = typeof to === 'string' ? [to] : to;
  if (!Array.isArray(list) || list.length === 0 || list.length > MOST_RECIPIENTS)
    throw badBody(sayOfMonitoring('monitoring-recipients', { most: MOST_RECIPIENTS }));
  const bad = list.find((address) => typeof address !== 'string' || !ADDRESS.test(address));
  if (bad !== undefined) throw badBody(sayOfMonitoring('monitoring-no-address', { address: String(bad) }));
  return { type: 'email', to: list as string[] };
}

function readChannel(value: unknown, sending: Sending, secret: string): Channel {
  const channel = value ?? { type: 'in-app' };
  if (!isObject(channel)) throw badBody(sayOfMonitoring('monitoring-channel'));
  if (channel.type === 'in-app') return { type: 'in-app' };
  if (channel.type === 'webhook') return readWebhook(channel, sending, secret);
  if (channel.type === 'email') return readEmail(channel, sending);
  throw badBody(sayOfMonitoring('monitoring-channel-type', { type: String(channel.type) }));
}

/**
 * Reads a subscription as callers write it. `secret` is used for a webhook that brings none. Throws the problem.
 */
export function readSubscription(body: unknown, sending: Sending, secret: string): SubscriptionBody {
  if (!isObject(body)) throw badBody(sayOfRequest('request-body-object'));
  const { rule, enabled = true } = body;
  const name = readName(body);
  if (!RULE_IDS.includes(rule as RuleId))
    throw badBody(sayOfRequest('request-one-of', { name: 'rule', known: RULE_IDS.join(', ') }));
  if (typeof enabled !== 'boolean') throw badBody(sayOfRequest('request-flag', { name: 'enabled' }));
  const { threshold: unit, windowMinutes: looksBack } = ruleOf(rule as RuleId);
  if (unit === undefined && body.threshold !== undefined)
    throw badBody(sayOfMonitoring('monitoring-rule-takes-no', { rule: String(rule), name: 'threshold' }));
  if (looksBack === undefined && body.windowMinutes !== undefined)
    throw badBody(sayOfMonitoring('monitoring-rule-takes-no', { rule: String(rule), name: 'windowMinutes' }));
  const threshold = readNumber(body, 'threshold', 0, unit?.unit === 'percent' ? 100 : 2_592_000);
  const windowMinutes = readNumber(body, 'windowMinutes', 1, MOST_MINUTES);
  const repeatMinutes = readNumber(body, 'repeatMinutes', 1, MOST_MINUTES);
  return {
    ...(name === undefined ? {} : { name }),
    rule: rule as RuleId,
    flowIds: readFlows(body),
    ...(threshold === undefined ? {} : { threshold }),
    ...(windowMinutes === undefined ? {} : { windowMinutes }),
    ...(repeatMinutes === undefined ? {} : { repeatMinutes }),
    channel: readChannel(body.channel, sending, secret),
    enabled,
  };
}

function contextOf(scope: string, id: string): string {
  return `${scope}/alert-subscriptions/${id}/secret`;
}

/** The stored form: the secret sealed with the subscription's id, so that it opens nowhere else. */
export function sealed(cipher: Cipher, scope: string, id: string, body: SubscriptionBody): SubscriptionBody {
  if (body.channel.type !== 'webhook') return body;
  const secret = cipher.seal(body.channel.secret, contextOf(scope, id));
  return { ...body, channel: { ...body.channel, secret } };
}

/** The secret of a webhook in the clear, for signing. */
export function opened(cipher: Cipher, scope: string, id: string, secret: string): string {
  return cipher.open(secret, contextOf(scope, id));
}
