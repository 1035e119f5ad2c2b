import type { Client, Operations } from '@meniscus/client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../ui/client-context.ts';

type Subscription = Operations['listAlertSubscriptions']['answer']['items'][number];

/** The subscriptions that are about this dataflow alone. */
async function subscriptionsOf(client: Client, flowId: string): Promise<readonly Subscription[]> {
  const { items } = await client.call('listAlertSubscriptions', {});
  return items.filter(({ flowIds }) => flowIds.length === 1 && flowIds[0] === flowId);
}

/** Ids of the rules a dataflow is watched by. Those that watch every dataflow, or several, are not among them. */
export function useAlertsOf(flowId: string) {
  const client = useClient();
  return useQuery({
    queryKey: ['alerts-of', flowId],
    queryFn: async () => {
      const on = (await subscriptionsOf(client, flowId)).filter(({ enabled }) => enabled);
      return new Set(on.map(({ rule }) => rule));
    },
  });
}

/**
 * Subscribes to a rule for one dataflow, in the list of alerts; gives the id of the subscription. It has no name of its own: whoever
 * reads it is told the dataflow and the rule in their language.
 */
export async function subscribe(client: Client, flowId: string, rule: string): Promise<string> {
  const body = { rule, flowIds: [flowId] };
  return (await client.call('createAlertSubscription', { body })).id;
}

/** Watches a dataflow by exactly these rules. Subscriptions that are no longer wanted are turned off, with their settings kept. */
export async function watchBy(client: Client, flowId: string, rules: ReadonlySet<string>): Promise<void> {
  const there = await subscriptionsOf(client, flowId);
  const turn = (id: string, enabled: boolean) =>
    client.call('updateAlertSubscription', { path: { id }, body: { enabled } });
  for (const { id, rule, enabled } of there) if (enabled !== rules.has(rule)) await turn(id, !enabled);
  const known = new Set(there.map(({ rule }) => rule));
  for (const rule of rules) if (!known.has(rule)) await subscribe(client, flowId, rule);
}
