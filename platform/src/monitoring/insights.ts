import type { Catalog } from '../catalog/index.ts';
import type { Scope } from '../kernel/index.ts';
import type { Counts } from './counts.ts';
import { insights } from './errors.ts';
import { sayOfMonitoring } from './phrases.ts';
import type { Level, Series } from './series.ts';

/** A number by moment, epoch milliseconds. */
export type Points = ReadonlyMap<number, number>;

export interface InsightParts {
  readonly series: Series;
  readonly catalog: Pick<Catalog, 'datasets' | 'batchTotals'>;
  /** Inlets of a sandbox. */
  readonly inlets: (scope: Scope) => readonly string[];
}

/** A metric: what it is counted by, and its raw points for one subject. */
interface Metric {
  readonly by: 'dataSetId' | 'inletId';
  read(parts: InsightParts, scope: Scope, subject: string, from: number, to: number): Promise<Points>;
}

const HOUR = 3_600_000;

function ofBatches(member: 'rows' | 'bytes' | 'succeeded' | 'failed'): Metric {
  return {
    by: 'dataSetId',
    async read({ catalog }, scope, dataset, from, to) {
      const totals = await catalog.batchTotals(scope.key, dataset, from, to, HOUR);
      return new Map(totals.map((total) => [total.at, total[member]]));
    },
  };
}

function ofCounts(by: Metric['by'], value: (counts: Counts) => number): Metric {
  return {
    by,
    async read({ series }, scope, id, from, to) {
      const subject = `${scope.key}/${by === 'dataSetId' ? 'd' : 'i'}-${id}`;
      const level: Level = 'hour';
      const stretches = await series.read(subject, level, from, to);
      return new Map(stretches.map((one) => [one.from, value(one.counts)]));
    },
  };
}

const REQUIRED = 'XDM-REQUIRED';

/** The published metrics there are numbers for (page "Metrics endpoint", available metrics). */
export const METRICS: Readonly<Record<string, Metric>> = {
  'timeseries.ingestion.dataset.size': ofBatches('bytes'),
  'timeseries.ingestion.dataset.dailysize': ofBatches('bytes'),
  'timeseries.ingestion.dataset.recordsuccess.count': ofBatches('rows'),
  'timeseries.ingestion.dataset.batchsuccess.count': ofBatches('succeeded'),
  'timeseries.ingestion.dataset.batchfailed.count': ofBatches('failed'),
  'timeseries.data.collection.inlet.total.messages.received': ofCounts('inletId', (one) => one.received + one.refused),
  'timeseries.data.collection.inlet.total.messages.size.received': ofCounts('inletId', ({ bytes }) =>
    Math.round(bytes),
  ),
  'timeseries.data.collection.inlet.success': ofCounts('inletId', ({ received }) => received),
  'timeseries.data.collection.inlet.failure': ofCounts('inletId', ({ refused }) => refused),
  'timeseries.data.collection.validation.category.presence.count': ofCounts(
    'dataSetId',
    ({ reasons }) => reasons[REQUIRED] ?? 0,
  ),
  'timeseries.identity.dataset.recordsuccess.count': ofCounts('dataSetId', (one) =>
    Math.max(0, one.identified - one.rejected),
  ),
  'timeseries.identity.dataset.recordfailed.count': ofCounts('dataSetId', (one) =>
    one.identified > 0 ? one.rejected : 0,
  ),
  'timeseries.profiles.dataset.recordread.count': ofCounts('dataSetId', ({ profiled }) => profiled),
  'timeseries.profiles.dataset.recordsuccess.count': ofCounts('dataSetId', (one) =>
    Math.max(0, one.profiled - one.rejected),
  ),
};

export const AGGREGATORS = ['sum', 'avg', 'min', 'max', 'count'] as const;
export type Aggregator = (typeof AGGREGATORS)[number];

/** Several numbers as one (the aggregators of OpenTSDB that are numbers). */
export function aggregate(kind: Aggregator, values: readonly number[]): number {
  if (kind === 'count') return values.length;
  if (kind === 'min') return Math.min(...values);
  if (kind === 'max') return Math.max(...values);
  const sum = values.reduce((total, value) => total + value, 0);
  return kind === 'avg' ? sum / values.length : sum;
}

const GRANULARITIES = { HOUR, DAY: 24 * HOUR, WEEK: 7 * 24 * HOUR } as const;
export type Granularity = keyof typeof GRANULARITIES | 'MONTH' | 'YEAR';

/** Beginning of the stretch a moment lies in, UTC; weeks begin on Monday. */
export function stretchStart(at: number, granularity: Granularity): number {
  if (granularity === 'MONTH' || granularity === 'YEAR') {
    const date = new Date(at);
    return Date.UTC(date.getUTCFullYear(), granularity === 'YEAR' ? 0 : date.getUTCMonth());
  }
  const length = GRANULARITIES[granularity];
  // 1970 began on a Thursday.
  const shift = granularity === 'WEEK' ? 4 * GRANULARITIES.DAY : 0;
  return at - ((((at - shift) % length) + length) % length);
}

/** A query of one metric, read and checked. */
export interface MetricQuery {
  readonly name: string;
  readonly filters: readonly { readonly name: string; readonly value: string; readonly groupBy: boolean }[];
  readonly aggregator: Aggregator;
}

export interface Datapoints {
  readonly groupBy: Readonly<Record<string, string>>;
  readonly dps: Readonly<Record<string, number>>;
}

/** Points of one metric: grouped where a filter says so, otherwise all subjects as one. */
export async function readMetric(
  parts: InsightParts,
  scope: Scope,
  { name, filters, aggregator }: MetricQuery,
  { from, to, granularity }: { readonly from: number; readonly to: number; readonly granularity: Granularity },
): Promise<readonly Datapoints[]> {
  const metric = METRICS[name]!;
  const filter = filters[0];
  const subjects = filter?.value.split('|').filter((id) => id !== '') ?? (await everySubject(parts, scope, metric));
  const read = await Promise.all(subjects.map((id) => metric.read(parts, scope, id, from, to)));
  const points = (group: readonly Points[]) => {
    const raw = new Map<number, number[]>();
    for (const one of group)
      for (const [at, value] of one) {
        const start = stretchStart(at, granularity);
        raw.set(start, [...(raw.get(start) ?? []), value]);
      }
    return Object.fromEntries(
      [...raw].sort(([a], [b]) => a - b).map(([at, values]) => [isoOf(at), aggregate(aggregator, values)]),
    );
  };
  if (filter?.groupBy === true)
    return subjects.map((id, index) => ({ groupBy: { [filter.name]: id }, dps: points([read[index]!]) }));
  return [{ groupBy: {}, dps: points(read) }];
}

async function everySubject(
  { catalog, inlets }: InsightParts,
  scope: Scope,
  { by }: Metric,
): Promise<readonly string[]> {
  if (by === 'inletId') return inlets(scope);
  return (await catalog.datasets(scope)).map(({ id }) => id);
}

function isoOf(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

export function unknownMetric(name: string): Error {
  return insights('1000', sayOfMonitoring('insights-unknown-metric', { name, known: Object.keys(METRICS).join(', ') }));
}
