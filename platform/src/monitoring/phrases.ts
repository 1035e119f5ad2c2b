import { sayingOf } from '@meniscus/languages/syntax';

/** What the stage says of bodies and parameters in a sentence of its own, English by code. */
export const MONITORING_PHRASES = {
  'monitoring-time': '{name} must be epoch milliseconds or an ISO 8601 time',
  'monitoring-window-twice': 'window cannot be given together with from or to',
  'monitoring-window': 'window={window} must be a number with m, h or d, such as 15m, 24h or 30d',
  'monitoring-window-order': 'the window must end after it begins',
  'monitoring-window-length': 'the window is 400 days at most',
  'monitoring-alert-state': 'state={state} must be firing or resolved',
  'monitoring-flow-ids': 'flowIds must be an array of ids of dataflows; an empty one means all',
  'monitoring-most-flows': 'flowIds holds {most} at most; leave it out for all',
  'monitoring-webhook-url': 'channel.url must be an address of 2000 characters at most',
  'monitoring-webhook-secret': 'channel.secret must be a text of 24 to 256 characters; leave it out and one is made',
  'monitoring-no-mail-server':
    'channel.type email needs a mail server: the operator sets MENISCUS_SMTP_URL and MENISCUS_SMTP_FROM',
  'monitoring-recipients': 'channel.to must hold 1 to {most} e-mail addresses',
  'monitoring-no-address': 'channel.to: {address} is not an e-mail address',
  'monitoring-channel': 'channel must be an object with a type',
  'monitoring-channel-type': 'channel.type is {type}; it must be in-app, webhook or email',
  'monitoring-rule-takes-no': 'the rule {rule} takes no {name}',
  'monitoring-most-subscriptions': 'a sandbox has {most} subscriptions at most; end some',
  'monitoring-if-match': 'If-Match must be the version of the subscription',
  'monitoring-in-app-sends-nothing': 'an in-app subscription sends nothing',
  'insights-unknown-metric': 'the metric {name} is not one of {known}',
  'insights-time': '{name} must be an ISO 8601 time such as 2026-01-31T00:00:00Z',
  'insights-order': 'end must be after start',
  'insights-length': 'start and end must be at most 800 days apart',
  'insights-metric': 'each of metrics must be an object with a name',
  'insights-one-filter': 'filters of {name} must be an array with one filter at most',
  'insights-filter': 'filters of {name} must have a name and a value',
  'insights-filtered-by': '{name} can be filtered by {by}',
  'insights-body': 'the body must be a JSON object with start, end and metrics',
  'insights-metrics': 'metrics must hold 1 to {most} metrics',
  'insights-metric-times': 'metric must be given 1 to {most} times',
} as const;

export const sayOfMonitoring = sayingOf(MONITORING_PHRASES);
