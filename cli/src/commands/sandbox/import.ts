import { readFileSync } from 'node:fs';
import { command, EXIT, UsageError } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';

function packageIn(file: string): { readonly format: string } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { format: string };
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function lines(title: string, names: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(names)
    .map(([kind, list]) => `${title} ${kind}: ${list.join(', ')}\n`)
    .join('');
}

export default command({
  summary: 'Make the objects of a package in a sandbox; what is there already is used as it is.',
  details: 'Dataflows arrive as drafts: give their connections the credentials of this sandbox, then publish them.',
  arguments: [{ name: 'file', summary: 'A file that `sandbox export` wrote.' }],
  options: { ...CONNECTION_OPTIONS, json: { type: 'boolean', summary: 'Print the report as JSON.' } },
  examples: [{ line: 'sandbox import loyalty.json --sandbox prod', does: 'Promotes what was reviewed.' }],
  async run({ values, args, terminal }) {
    const body = packageIn(args[0]!);
    const platform = await connect(values, terminal.env);
    const report = await platform.call('importSandboxPackage', { body });
    const { created, used, drafts } = report;
    if (values.json === true) terminal.out(`${JSON.stringify(report)}\n`);
    else {
      terminal.out(lines('created', created) + lines('there already:', used));
      if (drafts.length > 0)
        terminal.out(`to be published when their connection has its credentials: ${drafts.join(', ')}\n`);
    }
    return EXIT.ok;
  },
});
