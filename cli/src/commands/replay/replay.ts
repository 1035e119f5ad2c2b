import { readFileSync } from 'node:fs';
import { command, EXIT, UsageError, wholeNumber } from '../../command.ts';
import { comparisonText } from '../../output/comparison.ts';
import { type ReplayReport, replayHere } from '../../platform.ts';

/** The objects of a file: one, or a list of them. */
function objectsIn(file: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(value) ? value : [value];
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function text({ messages, seconds, begin, comparison, names }: ReplayReport): string {
  const rate = Math.round(messages / Math.max(seconds, 0.001));
  const lines = [`${messages} messages worked off in ${seconds.toFixed(1)} s (${rate} a second)`];
  if (begin > 0) lines.push(`the log begins with record ${begin}: what only those before said shows as gone`);
  const shown = comparisonText(comparison, names);
  lines.push(shown === '' ? 'nothing would differ' : shown);
  lines.push('nothing was changed');
  return `${lines.join('\n')}\n`;
}

export default command({
  summary: 'Work the log of a sandbox off under changed declarations, and tell who and what would differ.',
  details: `Works on MENISCUS_DATA_DIR while no platform runs on it (a copy will do), with the settings the platform is started with. A
changed object is one as the API answers it, edited: a mapping set (the dataflows that run it then run the changed one), a segment
definition (without its id: one more), a merge policy. Everything is made anew beside what is there, compared with it, and thrown
away. To adopt a change declare it, then run 'rebuild --adopt'.`,
  options: {
    sandbox: { type: 'string', value: 'name', default: 'prod', summary: 'Sandbox whose log is worked off.' },
    org: { type: 'string', value: 'id', summary: 'Its organisation, where several have a sandbox of this name.' },
    with: {
      type: 'string',
      value: 'file',
      multiple: true,
      summary: 'JSON file with a changed object or a list of them; may be given several times. Required.',
    },
    examples: {
      type: 'string',
      value: 'n',
      default: '20',
      summary: 'Differences of each kind that are told one by one.',
    },
    json: { type: 'boolean', summary: 'Print the report as JSON.' },
  },
  examples: [
    {
      line: 'replay --sandbox prod --with changed-mapping.json',
      does: 'Whose attributes and audiences would differ, and which records would fail or pass.',
    },
  ],
  async run({ values, terminal }) {
    if (values.with === undefined) throw new UsageError('--with is missing: the file with what is changed');
    const report = await replayHere({
      env: terminal.env,
      sandbox: values.sandbox,
      org: values.org,
      objects: values.with.flatMap(objectsIn),
      examples: wholeNumber('examples', values.examples, 0, 10_000),
    });
    terminal.out(values.json === true ? `${JSON.stringify(report)}\n` : text(report));
    return EXIT.ok;
  },
});
