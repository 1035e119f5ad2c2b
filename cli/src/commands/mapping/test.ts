import { resolve } from 'node:path';
import { command, EXIT, type Terminal } from '../../command.ts';
import { COLOURED, PLAIN, report } from './golden/report.ts';
import { isGreen, runSuite } from './golden/run-suite.ts';
import { readSuites } from './golden/suite.ts';

/** `NO_COLOR` and `FORCE_COLOR` are what other tools of a CI understand. */
function isColoured({ env, coloured }: Terminal): boolean {
  if ((env.NO_COLOR ?? '') !== '') return false;
  return (env.FORCE_COLOR ?? '0') !== '0' || coloured === true;
}

export default command({
  summary: 'Run golden tests of mapping sets: no server, made for CI.',
  details: `A suite is a folder with target.schema.json (a JSON Schema, or what GET /rpc/export/{schema} of the Schema Registry
gives), mapping.csv or mapping.json, and cases/<name>/input.json with expected.json beside it. Warnings and failures that
belong to a case stand in expected-warnings.json and expected-failures.json. suite.json may hold "tenant" and "now".
Rows are checked against the types of the schema, too: one that can never give a valid value is an error.
Every suite at or below <dir> is run. The exit code is 1 when a case differs, a row cannot run, or there are no cases.`,
  arguments: [{ name: 'dir', summary: 'folder with suites' }],
  options: {
    update: { type: 'boolean', summary: 'Write what came out as what is expected.' },
    warnings: {
      type: 'boolean',
      summary: 'List the rows that may fail, each with a smallest record for which it does.',
    },
    json: { type: 'boolean', summary: 'Print one JSON object, warnings and coverage in full.' },
    tenant: { type: 'string', value: 'id', summary: 'Tenant in place of the placeholder of exported schemas.' },
    now: { type: 'string', value: 'time', summary: 'What now() gives (2026-01-01T00:00:00Z unless suite.json says).' },
  },
  examples: [
    { line: 'mapping test .', does: 'Runs every suite below this folder.' },
    {
      line: 'mapping test profile --update',
      does: 'Takes over what the mapping gives now; look at the diff of the commit.',
    },
  ],
  async run({ values, args, terminal }) {
    const suites = readSuites(resolve(args[0]!), values);
    const results = suites.map((suite) => runSuite(suite, values.update === true));
    const green = results.every(isGreen);
    if (values.json === true) terminal.out(`${JSON.stringify({ green, suites: results })}\n`);
    else terminal.out(report(results, values.warnings === true, isColoured(terminal) ? COLOURED : PLAIN));
    return green ? EXIT.ok : EXIT.failed;
  },
});
