const HEADING = 'Bill Id,Email,Bill Date,Store,Amount,Currency,Item,Quantity';

/** When a bill of the export was made. */
export function dateOf(row: number): string {
  return new Date(Date.UTC(2023, 0, 1) + row * 3_600_000).toISOString();
}

/** Bills `from` to `to` as an export of a loyalty system has them: one a line, quoted where need be. */
export function bills(from: number, to: number): string {
  const lines = [HEADING];
  for (let row = from; row < to; row += 1) {
    const item = row % 5 === 0 ? '"Tea, green ""loose"""' : `SKU-${row % 97}`;
    lines.push(
      `T${row},member${row % 300}@example.com,${dateOf(row)},HSR${row % 20},${(row % 1000) / 10},EUR,${item},${1 + (row % 3)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Rows nobody can use, each for another reason, among some that are right. */
export const BAD_ROWS = `${HEADING}
B1,bad@example.com,2023-05-01T10:00:00Z,HSR1,9.5,EUR,Tea,1
B2,bad@example.com,the day before,HSR1,9.5,EUR,Tea,1
B3,bad@example.com,2023-05-01T10:00:00Z
B4,bad@example.com,2023-05-01T10:00:00Z,HSR1,9.5,EUR,"Tea,1
B5,bad@example.com,2023-05-01T10:00:00Z,HSR1,9.5,EUR,Tea,1
`;
