import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';

export default command({
  summary: 'End a subscription; its alerts are over and stay in the list.',
  arguments: [{ name: 'subscription', summary: 'id of the subscription' }],
  options: CONNECTION_OPTIONS,
  examples: [{ line: 'alerts unsubscribe 3d17a4ff-9e0a-4f7c-94bb-bc0b61a3a76d', does: 'Ends it.' }],
  async run({ values, args, terminal }) {
    const platform = await connect(values, terminal.env);
    await platform.call('deleteAlertSubscription', { path: { id: args[0]! } });
    terminal.out('Ended.\n');
    return EXIT.ok;
  },
});
