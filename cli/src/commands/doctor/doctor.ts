import { command, EXIT } from '../../command.ts';
import { columns } from '../../output/columns.ts';
import { type Examination, examineHere } from '../../platform.ts';

type Finding = Examination['findings'][number];
type Severity = Finding['severity'];

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note', 'ok'];

function lines({ check, severity, where, what, now }: Finding): readonly string[] {
  const line = columns([[severity.padEnd(7), check.padEnd(11), `${where}: ${what}`]]);
  return now === undefined ? [line] : [line, `${' '.repeat(22)}→ ${now}`];
}

function report({ dataDir, holder, findings }: Examination): string {
  const state = holder === undefined ? 'stopped' : `running, process ${holder}`;
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const sums = SEVERITIES.map((severity) => `${severity} ${count(severity)}`).join(', ');
  return [`${dataDir} (${state})`, '', ...findings.flatMap(lines), '', sums].join('\n');
}

export default command({
  summary: 'Look an installation over, running or stopped: what is wrong, where, and what to do.',
  details: `Reads the data directory of this environment (MENISCUS_DATA_DIR and the other settings of 'meniscus start') and changes
nothing. Of a running platform it also asks /health and /metrics; the keyed store is read only while none runs. Every record
of the log, every page of the stores and the ends of every Parquet file are read: a second or two per gigabyte. The exit code
is 1 when there is an error; warnings and notes leave it at 0.`,
  options: { json: { type: 'boolean', summary: 'Print directory, process and findings as JSON.' } },
  examples: [
    { line: 'doctor', does: 'Looks ./data over.' },
    { line: 'doctor --json', does: 'Prints { dataDir, holder, findings: [{ check, severity, where, what, now }] }.' },
  ],
  async run({ values, terminal }) {
    const examination = await examineHere(terminal.env);
    terminal.out(`${values.json === true ? JSON.stringify(examination) : report(examination)}\n`);
    return examination.findings.some(({ severity }) => severity === 'error') ? EXIT.failed : EXIT.ok;
  },
});
