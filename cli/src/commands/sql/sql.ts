import type { Operations } from '@meniscus/client';
import { command, EXIT, wholeNumber } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { tableCsv, tableText } from '../../output/table.ts';

type SqlAnswer = Operations['runSql']['answer'];

function counted({ rows, truncated }: SqlAnswer): string {
  const more = truncated ? ', and more; raise --limit' : '';
  return `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}${more}\n`;
}

export default command({
  summary: 'Query the lake with SQL (read-only).',
  details: 'Every dataset is a view named as its adobe/pqs/table tag. Nested fields are reached with dots.',
  arguments: [{ name: 'sql', summary: 'one SELECT statement, in quotes' }],
  options: {
    ...CONNECTION_OPTIONS,
    limit: { type: 'string', value: 'n', default: '1000', summary: 'Most rows to fetch.' },
    csv: { type: 'boolean', summary: 'Print RFC 4180 CSV.' },
    json: { type: 'boolean', summary: 'Print one JSON object: columns and rows.' },
  },
  examples: [
    { line: 'sql "SHOW TABLES"', does: 'Lists the datasets.' },
    {
      line: 'sql --csv "SELECT loyalty.tier, count(*) FROM capillary_profiles GROUP BY 1" > tiers.csv',
      does: 'Writes a file.',
    },
  ],
  async run({ values, args, terminal }) {
    const platform = await connect(values, terminal.env);
    const body = { sql: args[0]!, limit: wholeNumber('limit', values.limit, 1, 1_000_000) };
    const answer = await platform.call('runSql', { body });
    if (values.json === true) terminal.out(`${JSON.stringify(answer)}\n`);
    else if (values.csv === true) terminal.out(`${tableCsv(answer)}\r\n`);
    else terminal.out(`${tableText(answer)}\n`);
    if (values.json !== true) terminal.err(counted(answer));
    return EXIT.ok;
  },
});
