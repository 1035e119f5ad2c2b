import { useQuery } from '@tanstack/react-query';
import { alertRuleName } from './alert-names.ts';
import { useClient } from './client-context.ts';
import { useDataflowNames } from './dataflow-names.ts';
import { listed, texts } from './texts.ts';

const t = texts({
  watched: [
    ({ flows, rule }: { flows: string; rule: string }) => `${flows}: ${rule}`,
    ({ flows, rule }: { flows: string; rule: string }) => `${flows} : ${rule}`,
  ],
});

/** What one can be told of a dataflow. */
export function useAlertRules() {
  const client = useClient();
  return useQuery({
    queryKey: ['alert-rules'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await client.call('listAlertRules', {})).items,
  });
}

/** What a subscription to alerts is called by. */
export interface Watch {
  readonly name?: string | undefined;
  readonly rule: string;
  /** Those it is about; empty: all. */
  readonly flowIds: readonly string[];
}

/** Calls a subscription by its own name, else by the dataflows it is about and the title of its rule. */
export function useWatchNames(): (watch: Watch) => string {
  const rules = useAlertRules();
  const dataflowName = useDataflowNames();
  return ({ name, rule: id, flowIds }) => {
    if (name !== undefined) return name;
    const rule = alertRuleName(rules.data?.find((one) => one.id === id) ?? { id, title: id });
    return flowIds.length === 0 ? rule : t('watched', { flows: listed(flowIds.map(dataflowName)), rule });
  };
}
