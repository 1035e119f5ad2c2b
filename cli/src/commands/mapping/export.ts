import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { command, EXIT, UsageError } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';

/** As asked, else by the file's name, else CSV. */
function formatOf(asked: string | undefined, file: string | undefined): 'csv' | 'json' {
  const format = asked ?? (file !== undefined && extname(file) === '.json' ? 'json' : 'csv');
  if (format !== 'csv' && format !== 'json') throw new UsageError(`--format is ${format}; it must be csv or json`);
  return format;
}

export default command({
  summary: 'Write the rows of a mapping set to a file.',
  details: `The file can be edited, kept in a repository, tested with \`mapping test\` and sent back with \`mapping import\`. In CSV, a
cell that a spreadsheet would run as a formula has a single quote before it, which import takes away.`,
  arguments: [{ name: 'set', summary: 'id of the mapping set' }],
  options: {
    ...CONNECTION_OPTIONS,
    version: { type: 'string', value: 'n', summary: 'Version of the set (the latest unless given).' },
    format: { type: 'string', value: 'csv|json', summary: 'Format (by the name of the file, else csv).' },
    output: { type: 'string', value: 'file', short: 'o', summary: 'File to write (standard output unless given).' },
  },
  examples: [
    { line: 'mapping export 5f2…', does: 'Prints the rows as CSV.' },
    { line: 'mapping export 5f2… -o profile/mapping.json', does: 'Writes them as JSON.' },
  ],
  async run({ values, args, terminal }) {
    const format = formatOf(values.format, values.output);
    const platform = await connect(values, terminal.env);
    const query = { format, version: values.version };
    const answer: unknown = await platform.call('exportMappings', { path: { mappingSetId: args[0]! }, query });
    const text = typeof answer === 'string' ? answer : `${JSON.stringify(answer, null, 2)}\n`;
    if (values.output === undefined) terminal.out(text);
    else writeFileSync(values.output, text);
    return EXIT.ok;
  },
});
