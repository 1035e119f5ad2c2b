import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { type Table, tableCsv, tableText } from '../../output/table.ts';

export default command({
  summary: 'Query the lake with SQL (read-only).',
  details: 'Every dataset is a view named as its adobe/pqs/table tag. Nested fields are reached with dots.',
  arguments: [{ name: 'sql', summary: 'one SELECT statement, in quotes' }],
  options: {
    ...CONNECTION_OPTIONS,
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
    const table = (await platform.call('runSql', { body: { sql: args[0] } })) as Table;
    if (values.json === true) terminal.out(`${JSON.stringify(table)}\n`);
    else if (values.csv === true) terminal.out(`${tableCsv(table)}\r\n`);
    else {
      terminal.out(`${tableText(table)}\n`);
      terminal.err(`${table.rows.length} ${table.rows.length === 1 ? 'row' : 'rows'}\n`);
    }
    return EXIT.ok;
  },
});
