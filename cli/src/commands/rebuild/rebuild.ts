import { command, EXIT, UsageError, wholeNumber } from '../../command.ts';
import { comparisonText } from '../../output/comparison.ts';
import { type RebuildReport, rebuildHere } from '../../platform.ts';

function text({ messages, seconds, comparison, reasons, sandboxes, switched }: RebuildReport): string {
  const rate = Math.round(messages / Math.max(seconds, 0.001));
  const lines = [`${messages} messages worked off in ${seconds.toFixed(1)} s (${rate} a second)`];
  if (comparison !== undefined && reasons.length === 0) lines.push('equal to what was there');
  for (const { code, message } of reasons) lines.push(`${code}: ${message}`);
  const shown = comparison === undefined ? '' : comparisonText(comparison, sandboxes);
  if (shown !== '') lines.push(shown);
  lines.push(switched ? 'it took the place of what was there' : 'nothing was changed');
  return `${lines.join('\n')}\n`;
}

export default command({
  summary: 'Make lake, graph, profiles and audiences anew from the log, and compare them with what is there.',
  details: `Works on MENISCUS_DATA_DIR while no platform runs on it, with the settings the platform is started with. What is made lies
beside what is there and takes its place when the two are equal; the exit code is 1 when they are not, and then nothing is
changed unless --adopt says so. Killed at any moment it leaves what was there, or what was made, whole.

What is declared (schemas, mappings, audiences, settings) is not in the log and is taken as it is now. docs/guide/rebuild.md says
what else is not in the log, and what becomes of it.`,
  options: {
    adopt: { type: 'boolean', summary: 'Take what was made also where it differs, or cannot be compared.' },
    'dry-run': { type: 'boolean', summary: 'Compare only.' },
    examples: {
      type: 'string',
      value: 'n',
      default: '20',
      summary: 'Differences of each kind that are told one by one.',
    },
    json: { type: 'boolean', summary: 'Print the report as JSON.' },
  },
  examples: [
    { line: 'rebuild --dry-run', does: 'Says whether what is there is what the log and today’s declarations make.' },
    { line: 'rebuild --adopt', does: 'After a mapping was corrected: everything as if it had always been so.' },
  ],
  async run({ values, terminal }) {
    if (values.adopt === true && values['dry-run'] === true)
      throw new UsageError('--adopt takes what was made and --dry-run does not; give one of them');
    const report = await rebuildHere({
      env: terminal.env,
      adopt: values.adopt === true,
      dryRun: values['dry-run'] === true,
      examples: wholeNumber('examples', values.examples, 0, 10_000),
    });
    terminal.out(values.json === true ? `${JSON.stringify(report)}\n` : text(report));
    return report.switched || report.reasons.length === 0 ? EXIT.ok : EXIT.failed;
  },
});
