import { note, type Observation, ok, warning, wrong } from './finding.ts';

const PATIENCE_MS = 5000;
/** Messages that wait: more than a few seconds of the fastest load. */
const MUCH_WAITS = 100_000;
/** Share of the open files a process may have. */
const NEARLY_ALL = 0.8;
const SLOW_LOOP_SECONDS = 0.5;

interface Health {
  readonly status?: string;
  readonly standing?: readonly { readonly stage: string; readonly since: number; readonly attempts: number }[];
  readonly canary?: {
    readonly state: 'ok' | 'failed';
    readonly at: number;
    readonly stage?: string;
    readonly membershipMs?: number;
  };
}

/** What a running platform says of itself: whether it answers, its canary, and its figures. */
export async function runningPlatform(url: string, canaryOn: boolean, now: number): Promise<readonly Observation[]> {
  let health: Health;
  let metrics: string;
  try {
    health = (await (await ask(`${url}/health`)).json()) as Health;
    metrics = await (await ask(`${url}/metrics`)).text();
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? `${message}: ${cause.message}` : message;
    return [
      wrong(
        url,
        `the platform runs and does not answer (${why})`,
        'look at its output; it may still be starting, or listen elsewhere (MENISCUS_HOST, MENISCUS_PORT)',
      ),
    ];
  }
  const ready =
    health.status === 'ready'
      ? ok(url, 'it answers, and is ready')
      : note(url, `it answers, and is ${health.status}`, 'ask again in a minute');
  return [ready, ...standing(url, health), canary(url, health, canaryOn, now), ...figures(url, metrics)];
}

function ask(url: string): Promise<Response> {
  return fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
}

function standing(url: string, { standing: stages = [] }: Health): readonly Observation[] {
  return stages.map(({ stage, since, attempts }) =>
    wrong(
      `${url}/health`,
      `${stage} has stood still since ${new Date(since).toISOString()}, after ${attempts} attempts: what comes in is kept and waits`,
      'the output of the platform names what cannot be done. If a store is damaged, stop the platform and run meniscus doctor again, which reads all of it and says what to make it anew from',
    ),
  );
}

function canary(url: string, { canary: last }: Health, on: boolean, now: number): Observation {
  const where = `${url}/health`;
  if (last === undefined)
    return on
      ? note(where, 'no canary event was sent yet; the first goes ten seconds after the start')
      : warning(
          where,
          'the canary is switched off: nobody tells whether events go the whole way',
          'leave MENISCUS_CANARY on',
        );
  const when = new Date(last.at).toISOString();
  if (last.state === 'failed')
    return wrong(
      where,
      `the canary event of ${when} was lost at stage ${last.stage}`,
      'the output of the platform says what was seen there',
    );
  if (now - last.at > 5 * 60_000)
    return wrong(
      where,
      `the last canary event is of ${when}`,
      'the platform is stuck: look at its output, then restart it',
    );
  return ok(where, `the canary event of ${when} was in its audience ${last.membershipMs} ms later`);
}

function figures(url: string, metrics: string): readonly Observation[] {
  const where = `${url}/metrics`;
  const waiting = metric(metrics, 'meniscus_backlog_messages') ?? 0;
  const [open, most] = [metric(metrics, 'process_open_fds'), metric(metrics, 'process_max_fds')];
  const loop = metric(metrics, 'nodejs_eventloop_lag_p99_seconds');
  const seen: Observation[] = [
    waiting > MUCH_WAITS
      ? warning(
          where,
          `${waiting} messages wait to be processed`,
          'if it grows, more comes in than this machine can do: see meniscus monitoring',
        )
      : ok(where, `${waiting} messages wait to be processed`),
  ];
  if (open !== undefined && most !== undefined && open > most * NEARLY_ALL)
    seen.push(warning(where, `${open} of ${most} files are open`, 'raise LimitNOFILE= of the service, or ulimit -n'));
  const dropped = metric(metrics, 'meniscus_connections_dropped_total') ?? 0;
  if (dropped > 0)
    seen.push(
      warning(
        where,
        `${dropped} connections were closed since the start because there were more than ${metric(metrics, 'meniscus_connections_most')}`,
        'see who opens so many (ss -tn); if they are needed, raise MENISCUS_MAX_CONNECTIONS and the files that may be open (ulimit -n, or LimitNOFILE= of the service)',
      ),
    );
  if (loop !== undefined && loop > SLOW_LOOP_SECONDS)
    seen.push(
      warning(
        where,
        `answers wait up to ${loop.toFixed(1)} s for their turn`,
        'the machine is too busy: see what else runs on it',
      ),
    );
  return seen;
}

/** The value of a metric without labels. */
function metric(text: string, name: string): number | undefined {
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
  return value === undefined ? undefined : Number(value);
}
