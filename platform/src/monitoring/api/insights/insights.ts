import type { Said } from '@meniscus/languages/syntax';
import { Type } from 'typebox';
import { type Call, needs, type Route, route, type Scope, sayOfRequest } from '../../../kernel/index.ts';
import { insights } from '../../errors.ts';
import {
  AGGREGATORS,
  type Aggregator,
  type Granularity,
  type InsightParts,
  METRICS,
  type MetricQuery,
  readMetric,
  unknownMetric,
} from '../../insights.ts';
import { sayOfMonitoring } from '../../phrases.ts';

const PATH = '/data/infrastructure/observability/insights/metrics';
const ACCESS = needs('monitoring', 'read', 'view-monitoring-dashboard');
const GRANULARITIES = ['HOUR', 'DAY', 'WEEK', 'MONTH', 'YEAR'];
const MOST_METRICS = 20;
const MOST_V1 = 6;
const DAY = 86_400_000;
const LONGEST = 800 * DAY;

const FILTER = Type.Object({
  name: Type.String(),
  value: Type.String(),
  groupBy: Type.Optional(Type.Boolean()),
});
const BODY = Type.Object({
  start: Type.String(),
  end: Type.String(),
  granularity: Type.Optional(Type.String()),
  metrics: Type.Array(
    Type.Object({
      name: Type.String(),
      filters: Type.Optional(Type.Array(FILTER)),
      aggregator: Type.Optional(Type.String()),
      downsample: Type.Optional(Type.String()),
    }),
  ),
});
const ANSWER = Type.Object({
  metricResponses: Type.Array(
    Type.Object({
      metric: Type.String(),
      filters: Type.Array(Type.Unknown()),
      datapoints: Type.Array(
        Type.Object({
          groupBy: Type.Record(Type.String(), Type.String()),
          dps: Type.Record(Type.String(), Type.Number()),
        }),
      ),
      granularity: Type.String(),
    }),
  ),
});

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bad(details: Said) {
  return insights('1001', details);
}

function readTime(members: Members, name: string): number {
  const at = typeof members[name] === 'string' ? Date.parse(members[name]) : Number.NaN;
  if (Number.isNaN(at)) throw bad(sayOfMonitoring('insights-time', { name }));
  return at;
}

function readRange(members: Members): { from: number; to: number } {
  const [from, to] = [readTime(members, 'start'), readTime(members, 'end')];
  if (to <= from) throw bad(sayOfMonitoring('insights-order'));
  if (to - from > LONGEST) throw bad(sayOfMonitoring('insights-length'));
  return { from, to };
}

function readMetricQuery(value: unknown): MetricQuery {
  if (!isObject(value) || typeof value.name !== 'string') throw bad(sayOfMonitoring('insights-metric'));
  const { name, filters = [], aggregator = 'sum', downsample } = value;
  const metric = Object.hasOwn(METRICS, name) ? METRICS[name]! : undefined;
  if (metric === undefined) throw unknownMetric(name);
  for (const kind of [aggregator, downsample ?? 'sum'])
    if (!AGGREGATORS.includes(kind as Aggregator))
      throw bad(sayOfRequest('request-one-of', { name: 'aggregator and downsample', known: AGGREGATORS.join(', ') }));
  if (!Array.isArray(filters) || filters.length > 1) throw bad(sayOfMonitoring('insights-one-filter', { name }));
  const read = filters.map((filter: unknown) => {
    if (!isObject(filter) || typeof filter.name !== 'string' || typeof filter.value !== 'string')
      throw bad(sayOfMonitoring('insights-filter', { name }));
    // Both spellings stand in the published reference.
    if (filter.name.toLowerCase() !== metric.by.toLowerCase())
      throw bad(sayOfMonitoring('insights-filtered-by', { name, by: metric.by }));
    return { name: filter.name, value: filter.value, groupBy: filter.groupBy === true };
  });
  return { name, filters: read, aggregator: aggregator as Aggregator };
}

function readGranularity(members: Members): Granularity {
  const granularity = String(members.granularity ?? 'DAY').toUpperCase();
  if (!GRANULARITIES.includes(granularity))
    throw bad(sayOfRequest('request-one-of', { name: 'granularity', known: GRANULARITIES.join(', ') }));
  return granularity as Granularity;
}

async function metricsV2(parts: InsightParts, scope: Scope, body: unknown) {
  if (!isObject(body)) throw bad(sayOfMonitoring('insights-body'));
  const { metrics } = body;
  if (!Array.isArray(metrics) || metrics.length === 0 || metrics.length > MOST_METRICS)
    throw bad(sayOfMonitoring('insights-metrics', { most: MOST_METRICS }));
  const granularity = readGranularity(body);
  const range = { ...readRange(body), granularity };
  const queries = metrics.map(readMetricQuery);
  return Promise.all(
    queries.map(async (query) => ({
      metric: query.name,
      filters: query.filters,
      datapoints: await readMetric(parts, scope, query, range),
      granularity,
    })),
  );
}

/** `dateRange` of the first version: two ISO times with a slash; the last 30 days when it is absent. */
function rangeOfV1(query: Call['query'], now: number): { from: number; to: number } {
  const text = [query.dateRange ?? ''].flat()[0] ?? '';
  if (text === '') return { from: now - 30 * DAY, to: now };
  const [start, end] = text.split('/');
  return readRange({ start, end });
}

async function metricsV1(parts: InsightParts, scope: Scope, query: Call['query'], now: number) {
  const names = [query.metric ?? []].flat().flatMap((name) => name.split(','));
  if (names.length === 0 || names.length > MOST_V1)
    throw bad(sayOfMonitoring('insights-metric-times', { most: MOST_V1 }));
  const id = [query.id ?? ''].flat()[0] ?? '';
  const range = { ...rangeOfV1(query, now), granularity: 'DAY' as const };
  const byDay = new Map<string, Record<string, number>>();
  for (const name of names) {
    const filters = id === '' ? [] : [{ name: Object.hasOwn(METRICS, name) ? METRICS[name]!.by : '', value: id }];
    const metric = readMetricQuery({ name, filters });
    for (const { dps } of await readMetric(parts, scope, metric, range))
      for (const [day, value] of Object.entries(dps)) byDay.set(day, { ...byDay.get(day), [name]: value });
  }
  const items = [...byDay].sort(([a], [b]) => (a < b ? 1 : -1)).map(([timestamp, metrics]) => ({ timestamp, metrics }));
  const timeseries = { granularity: 'DAY', items, _page: null, _links: null };
  return { id: id === '' ? null : id, imsOrgId: scope.org, timeseries, stats: {} };
}

/** Observability Insights: the metrics there are numbers for (page "Metrics endpoint"). */
export function insightRoutes(
  parts: InsightParts & { readonly clock: () => number; readonly checkpoint: () => Promise<void> },
): readonly Route[] {
  const shared = { path: PATH, service: 'Observability Insights', access: ACCESS };
  return [
    route({
      ...shared,
      id: 'getMetrics',
      fields: 'none',
      method: 'GET',
      summary: 'Metrics by day, newest first (version 1, deprecated as published).',
      query: Type.Object({
        metric: Type.Union([Type.String(), Type.Array(Type.String())]),
        id: Type.Optional(Type.String()),
        dateRange: Type.Optional(Type.String()),
      }),
      responses: { 200: { description: 'The metrics', schema: Type.Object({ timeseries: Type.Unknown() }) } },
      async handle({ scope, query }) {
        await parts.checkpoint();
        return { body: await metricsV1(parts, scope, query, parts.clock()) };
      },
    }),
    route({
      ...shared,
      id: 'queryMetrics',
      fields: 'none',
      method: 'POST',
      summary: 'Metrics over a range of time, by dataset or inlet, in hours, days, weeks, months or years.',
      body: BODY,
      responses: { 200: { description: 'The metrics', schema: ANSWER } },
      async handle({ scope, body }) {
        await parts.checkpoint();
        return { body: { metricResponses: await metricsV2(parts, scope, body) } };
      },
    }),
  ];
}
