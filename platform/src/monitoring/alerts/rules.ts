/** A condition people can subscribe to. */
export interface AlertRule {
  readonly id: RuleId;
  readonly title: string;
  readonly description: string;
  /** `run`: something a run did. `state`: something that holds until it does not. */
  readonly of: 'run' | 'state';
  /** Present where a number decides: its default and unit. */
  readonly threshold?: { readonly default: number; readonly unit: 'percent' | 'seconds' };
  /** Present where a stretch of time is looked at: its default, minutes. */
  readonly windowMinutes?: number;
}

export const RULE_IDS = ['run-start', 'run-success', 'run-failure', 'no-data', 'error-rate', 'lag'] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** The rules, with the defaults of the page "Standard alert rules" where it has one. */
export const ALERT_RULES: readonly AlertRule[] = [
  {
    id: 'run-start',
    title: 'Sources Dataflow Run Start',
    description: 'A run of a dataflow has begun.',
    of: 'run',
  },
  {
    id: 'run-success',
    title: 'Sources Dataflow Run Success',
    description: 'A run of a dataflow has ended, with all of its records or with some of them.',
    of: 'run',
  },
  {
    id: 'run-failure',
    title: 'Sources Dataflow Run Failure',
    description: 'A run of a dataflow has failed. Resolved by its next run that succeeds.',
    of: 'run',
  },
  {
    id: 'no-data',
    title: 'No data ingested',
    description: 'An enabled streaming dataflow has received nothing for a while.',
    of: 'state',
    windowMinutes: 1440,
  },
  {
    id: 'error-rate',
    title: 'Sources ingestion failure',
    description: 'More records of a dataflow than a share of them have failed in a window.',
    of: 'state',
    threshold: { default: 0.5, unit: 'percent' },
    windowMinutes: 60,
  },
  {
    id: 'lag',
    title: 'Sources ingestion delay',
    description: 'The message that is next in line has waited longer than this.',
    of: 'state',
    threshold: { default: 9000, unit: 'seconds' },
  },
];

export function ruleOf(id: RuleId): AlertRule {
  return ALERT_RULES.find((rule) => rule.id === id)!;
}
