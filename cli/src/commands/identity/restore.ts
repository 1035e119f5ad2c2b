import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';

export default command({
  summary: 'Let a link that was taken back hold again.',
  arguments: [{ name: 'id', summary: 'id from `identity undo`' }],
  options: CONNECTION_OPTIONS,
  examples: [{ line: 'identity restore 5f2b…', does: 'Undoes the undoing.' }],
  async run({ values, args, terminal }) {
    const platform = await connect(values, terminal.env);
    await platform.call('restoreLink', { path: { linkId: args[0]! } });
    terminal.out('the link holds again, as far as linking rules let it\n');
    return EXIT.ok;
  },
});
