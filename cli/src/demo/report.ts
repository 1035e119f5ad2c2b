import { columns } from '../output/columns.ts';
import { wrong } from './checks.ts';
import type { DemoSummary } from './demo.ts';

const grouped = (value: number): string => value.toLocaleString('en-US');

/** What arrived, for people. */
export function demoReport(summary: DemoSummary): string {
  const { delivery, membershipLatencyMs: latency } = summary;
  const rows = Object.values(summary.rowsInLake).reduce((sum, count) => sum + count, 0);
  const lines = columns([
    [
      '  records accepted',
      grouped(summary.recordsAccepted),
      `${grouped(delivery.rate)} a second while streaming, ${delivery.seconds.toFixed(1)} s`,
    ],
    [
      '  rows in the lake',
      grouped(rows),
      Object.entries(summary.rowsInLake)
        .map(([table, count]) => `${table} ${grouped(count)}`)
        .join(', '),
    ],
    ['  failed records', grouped(summary.recordsFailed), ''],
    ['  repeated events', grouped(summary.eventsSkipped), ''],
    ['  profiles', grouped(summary.profiles), ''],
    ...summary.audiences.map(({ name, members }, index) => [
      index === 0 ? '  audience members' : '',
      grouped(members),
      name,
    ]),
    [
      '  collection answer',
      `p50 ${delivery.latencyMs.p50} ms`,
      `p95 ${delivery.latencyMs.p95} ms, p99 ${delivery.latencyMs.p99} ms`,
    ],
    [
      '  POST to membership',
      `p50 ${latency.p50} ms`,
      `p95 ${latency.p95} ms, p99 ${latency.p99} ms (${latency.measured} people, beside the stream)`,
    ],
  ]);
  const differing = wrong(summary.checks);
  const verdict =
    differing.length === 0
      ? `All ${summary.checks.length} counts are right: accepted = stored + failed + skipped, and the platform agrees with the simulator's books.`
      : `${differing.length} of ${summary.checks.length} counts are WRONG:\n${columns(differing.map(({ name, expected, actual }) => [`  ${name}`, `expected ${grouped(expected)}`, `is ${grouped(actual)}`]))}`;
  return `\n${lines}\n\n${verdict}\n`;
}
