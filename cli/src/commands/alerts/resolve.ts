import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';

export default command({
  summary: 'End an alert by hand; what still holds fires again.',
  arguments: [{ name: 'alert', summary: 'id of the alert' }],
  options: CONNECTION_OPTIONS,
  examples: [{ line: 'alerts resolve 3d17a4ff-9e0a-4f7c-94bb-bc0b61a3a76d', does: 'Ends it.' }],
  async run({ values, args, terminal }) {
    const platform = await connect(values, terminal.env);
    await platform.call('resolveAlert', { path: { id: args[0]! } });
    terminal.out('Resolved.\n');
    return EXIT.ok;
  },
});
