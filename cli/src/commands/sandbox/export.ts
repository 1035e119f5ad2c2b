import { writeFileSync } from 'node:fs';
import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';

export default command({
  summary: 'Write the objects of a sandbox to one file: schemas, datasets, dataflows with mappings, audiences.',
  details:
    'The file is sorted and holds neither ids that mean nothing elsewhere nor secrets nor data, so that two exports differ ' +
    'where the sandboxes differ. Keep it under version control, and promote it by `sandbox import`.',
  options: {
    ...CONNECTION_OPTIONS,
    out: { type: 'string', value: 'file', summary: 'Write to this file instead of the standard output.' },
  },
  examples: [{ line: 'sandbox export --sandbox dev --out loyalty.json', does: 'Packs the sandbox dev.' }],
  async run({ values, terminal }) {
    const platform = await connect(values, terminal.env);
    const text = `${JSON.stringify(await platform.call('exportSandboxPackage', {}), null, 2)}\n`;
    if (values.out === undefined) terminal.out(text);
    else writeFileSync(values.out, text);
    return EXIT.ok;
  },
});
