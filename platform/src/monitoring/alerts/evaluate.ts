import { sayOfDuration } from '@meniscus/languages/syntax';
import type { ListedFlow } from '../../flows/index.ts';
import { type AlertSaid, alertSaid } from './phrases.ts';
import { ruleOf } from './rules.ts';
import type { SubscriptionBody } from './subscription.ts';

/** What a dataflow did in the window of a subscription. */
export interface FlowFacts {
  readonly received: number;
  /** Percent. */
  readonly errorRate: number;
  readonly failed: number;
}

export interface Facts {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly flows: readonly ListedFlow[];
  /** By id of the dataflow; absent: nothing passed. */
  readonly passed: ReadonlyMap<string, FlowFacts>;
  /** How long the message that is next in line has waited. */
  readonly lagMs: number;
}

/** Whether a rule holds for a dataflow, or for the sandbox where there is no `flowId`. */
export interface Condition {
  readonly flowId?: string;
  readonly holds: boolean;
  readonly value: number;
  readonly said: AlertSaid;
}

/** Minutes a subscription looks back; 0 for rules that do not. */
export function windowMinutesOf({ rule, windowMinutes }: SubscriptionBody): number {
  return windowMinutes ?? ruleOf(rule).windowMinutes ?? 0;
}

export function thresholdOf({ rule, threshold }: SubscriptionBody): number {
  return threshold ?? ruleOf(rule).threshold?.default ?? 0;
}

/** The conditions of a subscription to something that holds or does not. Pure; run rules have none. */
export function conditionsOf(subscription: SubscriptionBody, facts: Facts): readonly Condition[] {
  const { rule, flowIds } = subscription;
  const threshold = thresholdOf(subscription);
  if (rule === 'lag') {
    const value = Math.round(facts.lagMs / 1000);
    const limit = sayOfDuration(threshold * 1000);
    return [
      { holds: value > threshold, value, said: alertSaid('waited-for', { time: sayOfDuration(value * 1000), limit }) },
    ];
  }
  const windowMs = windowMinutesOf(subscription) * 60_000;
  const time = sayOfDuration(windowMs);
  const wanted = facts.flows.filter(
    ({ id, state }) => state === 'enabled' && (flowIds.length === 0 || flowIds.includes(id)),
  );
  if (rule === 'no-data')
    return wanted
      .filter(({ streaming }) => streaming)
      .map(({ id, name, since }) => {
        const value = facts.passed.get(id)?.received ?? 0;
        // A dataflow that is new has had no time yet.
        const holds = value === 0 && facts.now - since >= windowMs;
        return { flowId: id, holds, value, said: alertSaid('nothing-for', { flow: name, time }) };
      });
  if (rule === 'error-rate')
    return wanted.map(({ id, name }) => {
      const { errorRate = 0, failed = 0 } = facts.passed.get(id) ?? {};
      const said = alertSaid('failed-within', { rate: errorRate, flow: name, time, failed, limit: threshold });
      return { flowId: id, holds: errorRate > threshold, value: errorRate, said };
    });
  return [];
}
