import { command, EXIT } from '../../command.ts';
import { callForwarder, FORWARDER_OPTIONS } from '../../forwarder.ts';
import type { ForwarderStatus } from '../../platform.ts';
import { statusLine } from './forward.ts';

export default command({
  summary: 'Show how a running forwarder is doing.',
  details: 'The exit code is 1 while the target does not take what it is sent.',
  options: FORWARDER_OPTIONS,
  examples: [{ line: 'capillary forward-status', does: 'Shows what was received, sent, and waits.' }],
  async run({ values, terminal }) {
    const status = await callForwarder<ForwarderStatus>(values['data-dir'], 'GET', '/status');
    terminal.out(values.json === true ? `${JSON.stringify(status)}\n` : `${statusLine(status, Date.now())}\n`);
    return status.senders.some(({ trouble }) => trouble !== undefined) ? EXIT.failed : EXIT.ok;
  },
});
