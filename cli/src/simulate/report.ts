import { columns } from '../output/columns.ts';
import type { DeliverySummary } from './delivery.ts';

const counted = (title: string, reasons: Readonly<Record<string, number>>): readonly (readonly string[])[] =>
  Object.entries(reasons).map(([reason, count]) => [`  ${title}`, String(count), reason]);

/** What became of a delivery, for people. */
export function deliveryReport(summary: DeliverySummary): string {
  const { latencyMs: latency } = summary;
  return `${columns([
    ['  sent', String(summary.sent), `${summary.requests} requests, ${summary.retries} of them repeats`],
    ['  accepted', String(summary.accepted), `${summary.rate} a second over ${summary.seconds} s`],
    ...counted('refused', summary.refused),
    ...counted('undelivered', summary.undelivered),
    ['  latency', `p50 ${latency.p50} ms`, `p95 ${latency.p95} ms, p99 ${latency.p99} ms`],
  ])}\n`;
}
