import { array, assert, constantFrom, nat, option, property, record } from 'fast-check';
import { expect, it } from 'vitest';
import { decodeValidated, laneOf, SpareLines } from './validated.ts';
import { ValidatedRows } from './validated-rows.ts';

interface Row {
  readonly dataset: string;
  readonly batch: string | undefined;
  readonly flow: string | undefined;
  readonly text: string;
}

const row = record({
  dataset: constantFrom('a', 'b'),
  batch: option(constantFrom('x', 'y'), { nil: undefined }),
  flow: option(constantFrom('f', 'g'), { nil: undefined }),
  text: constantFrom('{"n":1}', '{"name":"Ünïcödé ☃"}', '{}'),
});

/** Shared by all of them, so that bytes used again would show. */
const spare = new SpareLines();

/** The rows of one run that begins at a position. */
function rowsOf(all: readonly Row[], first: number): ValidatedRows {
  const rows = new ValidatedRows(spare);
  for (const [index, { dataset, batch, flow, text }] of all.entries()) {
    const lane = { scope: 's', dataset, ...(batch === undefined ? {} : { batch }) };
    const at = { position: first + index, time: 1000 + first + index };
    const added = rows.add(`s/${laneOf(lane)}`, lane, at, 1);
    added.lines.add(text);
    if (flow !== undefined) {
      added.flows ??= {};
      added.flows[flow] = (added.flows[flow] ?? 0) + 1;
    }
    if (batch !== undefined) added.end = { rows: first + index, failed: 0 };
  }
  return rows;
}

const written = (rows: ValidatedRows) =>
  rows.takeEntries().map(({ key, value, time }) => {
    const { meta, lines } = decodeValidated(value);
    return { key, time, meta, lines: Buffer.from(lines).toString() };
  });

it('of several runs joined are those of one run over all of it', () => {
  assert(
    property(array(row, { maxLength: 40, size: 'max' }), array(nat(40), { maxLength: 5 }), (all, cuts) => {
      const joined = new ValidatedRows(spare);
      const ends = [...cuts, all.length].map((cut) => Math.min(cut, all.length)).sort((a, b) => a - b);
      ends.forEach((end, index) => {
        const start = ends[index - 1] ?? 0;
        joined.join(rowsOf(all.slice(start, end), start));
      });
      const whole = rowsOf(all, 0);
      expect(joined.bytes).toBe(all.reduce((sum, { text }) => sum + Buffer.byteLength(text) + 1, 0));
      expect(written(joined)).toEqual(written(whole));
      expect([joined.bytes, written(joined)]).toEqual([0, []]);
    }),
  );
});
