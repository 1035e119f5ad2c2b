import { Type } from 'typebox';
import type { ListedFlow } from '../../../flows/index.ts';
import { type Call, failureReason, needs, type Route, route, type Scope, sayOfRequest } from '../../../kernel/index.ts';
import { badQuery } from '../../errors.ts';
import { sayOfMonitoring } from '../../phrases.ts';
import { type Point, type Statistics, type Summary, type Window, windowOf } from '../../statistics.ts';
import { subjectKey } from '../../tally.ts';

const PATH = '/meniscus/v1/monitoring';
export const SERVICE = 'Meniscus Monitoring';
const ACCESS = needs('connections', 'read', 'view-monitoring-dashboard', 'view-sources', 'manage-sources');
const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const LONGEST = 400 * UNITS.d;
/** What can be looked at, by the name in the path. */
const SUBJECTS = { flows: subjectKey.flow, datasets: subjectKey.dataset, inlets: subjectKey.inlet } as const;

const COUNT = Type.Integer();
const MILLISECONDS = Type.Union([Type.Integer(), Type.Null()]);
const LATENCY = Type.Object({ p50: MILLISECONDS, p95: MILLISECONDS, p99: MILLISECONDS, count: COUNT });
const SUMMARY = {
  received: COUNT,
  derived: COUNT,
  mapped: COUNT,
  updated: COUNT,
  stored: COUNT,
  failed: COUNT,
  skipped: COUNT,
  rejected: COUNT,
  inProfile: COUNT,
  refused: COUNT,
  bytes: COUNT,
  receivedPerSecond: Type.Number(),
  mostReceivedPerSecond: Type.Number(),
  errorRate: Type.Number(),
  profileLatency: LATENCY,
  lakeLatency: LATENCY,
  reasons: Type.Record(Type.String(), COUNT),
};
const QUERY = Type.Object({
  window: Type.Optional(Type.String()),
  from: Type.Optional(Type.String()),
  to: Type.Optional(Type.String()),
});

const REASON_TEXTS = Type.Record(Type.String(), Type.String(), {
  description: 'What records that failed for one of the reasons have in common, by its code.',
});

const POINT = Type.Object({ from: COUNT, received: COUNT, failed: COUNT });

interface Parts {
  readonly statistics: Statistics;
  readonly flows: (scope: Scope) => readonly ListedFlow[];
  readonly clock: () => number;
  readonly checkpoint: () => Promise<void>;
  readonly waiting: (scope: string) => number;
  readonly lagMs: () => Promise<number>;
}

function text(value: string | readonly string[] | undefined): string | undefined {
  const one = [value ?? ''].flat().at(-1);
  return one === '' ? undefined : one;
}

/** Epoch milliseconds or ISO 8601. */
function timeOf(name: string, value: string): number {
  const at = /^\d{1,15}$/.test(value) ? Number(value) : Date.parse(value);
  if (Number.isNaN(at)) throw badQuery(sayOfMonitoring('monitoring-time', { name: `${name}=${value}` }));
  return at;
}

/** `window` (15m, 6h, 7d; 24h unless given) up to now, or `from` and `to`. */
export function readWindow(query: Call['query'], now: number): Window {
  const window = text(query.window);
  const [from, to] = [text(query.from), text(query.to)];
  if (window !== undefined && (from !== undefined || to !== undefined))
    throw badQuery(sayOfMonitoring('monitoring-window-twice'));
  const match = /^(\d{1,4})([mhd])$/.exec(window ?? '24h');
  if (match === null) throw badQuery(sayOfMonitoring('monitoring-window', { window: window! }));
  const span = Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
  const end = to === undefined ? now : timeOf('to', to);
  const start = from === undefined ? end - span : timeOf('from', from);
  if (start >= end) throw badQuery(sayOfMonitoring('monitoring-window-order'));
  if (end - start > LONGEST) throw badQuery(sayOfMonitoring('monitoring-window-length'));
  return windowOf(start, end, now);
}

interface FlowAnswer extends Summary {
  readonly points?: readonly Pick<Point, 'from' | 'received' | 'failed'>[];
}

/** Sums of a dataflow; with what was received and failed in each stretch, where that is asked for. */
async function flowAnswer(
  statistics: Statistics,
  subject: string,
  window: Window,
  withPoints: boolean,
): Promise<FlowAnswer> {
  if (!withPoints) return statistics.summary(subject, window);
  const { sum, points } = await statistics.both(subject, window);
  return { ...sum, points: points.map(({ from, received, failed }) => ({ from, received, failed })) };
}

/** What the reasons that are there say. */
function textsOf(counted: readonly Pick<Summary, 'reasons'>[]): Readonly<Record<string, string>> {
  const codes = new Set(counted.flatMap(({ reasons }) => Object.keys(reasons)));
  return Object.fromEntries(
    [...codes].flatMap((code) => {
      const reason = failureReason(code);
      return reason === undefined ? [] : [[code, reason.message] as const];
    }),
  );
}

/** What passed, by dataflow and over time. */
export function statisticsRoutes(parts: Parts): readonly Route[] {
  const { statistics, flows, clock, checkpoint, waiting, lagMs } = parts;
  return [
    route({
      id: 'getMonitoring',
      fields: 'none',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary:
        'What passed in a window, by dataflow: counts, rates, latency percentiles, failures by reason; `points=true`: over time.',
      access: ACCESS,
      query: Type.Object({ ...QUERY.properties, points: Type.Optional(Type.String()) }),
      responses: {
        200: {
          description: 'The dataflows of the sandbox; the lag of the process loop; messages that wait.',
          schema: Type.Object({
            from: COUNT,
            to: COUNT,
            lagMs: COUNT,
            waiting: COUNT,
            reasonTexts: REASON_TEXTS,
            flows: Type.Array(
              Type.Object({
                flowId: Type.String(),
                name: Type.String(),
                state: Type.String(),
                ...SUMMARY,
                points: Type.Optional(Type.Array(POINT)),
              }),
            ),
          }),
        },
      },
      async handle({ scope, query }) {
        const window = readWindow(query, clock());
        const withPoints = text(query.points)?.toLowerCase() === 'true';
        const lag = await lagMs();
        await checkpoint();
        const rows = await Promise.all(
          flows(scope).map(async ({ id, name, state }) => ({
            flowId: id,
            name,
            state,
            ...(await flowAnswer(statistics, subjectKey.flow(scope.key, id), window, withPoints)),
          })),
        );
        const { from, to } = window;
        const reasonTexts = textsOf(rows);
        return { body: { from, to, lagMs: lag, waiting: waiting(scope.key), reasonTexts, flows: rows } };
      },
    }),
    route({
      id: 'getMonitoringSeries',
      fields: 'none',
      method: 'GET',
      path: `${PATH}/:kind/:id`,
      service: SERVICE,
      summary: 'What passed of one dataflow, dataset or inlet, in minutes, quarters of an hour or hours.',
      access: ACCESS,
      query: QUERY,
      responses: {
        200: {
          description: 'Stretches of equal length, oldest first, with those in which nothing passed.',
          schema: Type.Object({
            from: COUNT,
            to: COUNT,
            level: Type.String(),
            reasonTexts: REASON_TEXTS,
            points: Type.Array(Type.Object({ from: COUNT, ...SUMMARY })),
          }),
        },
      },
      async handle({ scope, params, query }) {
        const kind = params.kind!;
        if (!Object.hasOwn(SUBJECTS, kind))
          throw badQuery(sayOfRequest('request-none-of', { name: kind, known: Object.keys(SUBJECTS).join(', ') }));
        const window = readWindow(query, clock());
        await checkpoint();
        const subject = SUBJECTS[kind as keyof typeof SUBJECTS](scope.key, params.id!);
        const points = await statistics.series(subject, window);
        return { body: { ...window, reasonTexts: textsOf(points), points } };
      },
    }),
  ];
}
