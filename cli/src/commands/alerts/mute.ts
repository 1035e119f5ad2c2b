import { command, EXIT, wholeNumber } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';

export default command({
  summary: 'Send no notification of an alert for a while.',
  arguments: [{ name: 'alert', summary: 'id of the alert' }],
  options: {
    ...CONNECTION_OPTIONS,
    minutes: { type: 'string', value: 'n', default: '60', summary: 'How long; 0 ends the silence.' },
  },
  examples: [
    { line: 'alerts mute 3d17a4ff-9e0a-4f7c-94bb-bc0b61a3a76d --minutes 240', does: 'Is silent for four hours.' },
  ],
  async run({ values, args, terminal }) {
    const minutes = wholeNumber('minutes', values.minutes, 0, 43_200);
    const platform = await connect(values, terminal.env);
    const { mutedUntil } = await platform.call('muteAlert', { path: { id: args[0]! }, body: { minutes } });
    terminal.out(mutedUntil === undefined ? 'Not muted.\n' : `Muted until ${new Date(mutedUntil).toISOString()}.\n`);
    return EXIT.ok;
  },
});
