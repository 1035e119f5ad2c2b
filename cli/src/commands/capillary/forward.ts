import { command, EXIT, type Terminal, UsageError, wholeNumber } from '../../command.ts';
import { FORWARD_DIR } from '../../forwarder.ts';
import { columns } from '../../output/columns.ts';
import { type ForwarderStatus, forwardHere, untilStopped } from '../../platform.ts';

const INTERACTIVE_MS = 1000;
const PLAIN_MS = 60_000;

/** One line on how it is going. */
export function statusLine({ received, repeated, untaken, senders }: ForwarderStatus, now: number): string {
  const parts = senders.map(({ kind, waiting, delayedCustomers, sent, failed, trouble }) => {
    const delayed = delayedCustomers === 0 ? '' : ` (${delayedCustomers} customers put off)`;
    const gone = failed === 0 ? '' : `, ${failed} failed`;
    const seconds = (ms: number) => Math.max(0, Math.round(ms / 1000));
    const down =
      trouble === undefined
        ? ''
        : `, not taken for ${seconds(now - trouble.since)} s, next try in ${seconds(trouble.nextAttemptAt - now)} s: ${trouble.message.slice(0, 100)}`;
    return `${kind} ${sent} sent, ${waiting} waiting${delayed}${gone}${down}`;
  });
  const behind = untaken === 0 ? '' : `, ${untaken} to take apart`;
  return [`webhooks ${received} received, ${repeated} repeated${behind}`, ...parts].join(' | ');
}

/** Draws the line once a second on a terminal, prints it once a minute elsewhere. */
function showStatus(terminal: Terminal, status: () => ForwarderStatus): () => void {
  const draw = () => {
    const line = statusLine(status(), Date.now());
    terminal.err(terminal.interactive ? `\r\u001b[K${line}` : `${line}\n`);
  };
  const timer = setInterval(draw, terminal.interactive ? INTERACTIVE_MS : PLAIN_MS);
  return () => {
    clearInterval(timer);
    draw();
    if (terminal.interactive) terminal.err('\n');
  };
}

export default command({
  summary: 'Run the Capillary connector in front of another platform: webhooks in, records out to its dataflows.',
  details: `The target is any platform with the APIs of Adobe Experience Platform. Its Flow Service is asked for the endpoint of each
dataflow: one that maps is sent records in the connector's shape, one that takes XDM gets them mapped here.

Webhooks are answered when they are on disk; a queue lies between them and the target, so that it may be away for hours.
What it refuses is kept: see 'capillary forward-failed'. SIGINT or SIGTERM stops; what is not sent waits for the next start.

Secrets come by environment or file, never by option: AEP_CLIENT_ID, AEP_CLIENT_SECRET or AEP_CLIENT_SECRET_FILE (read again
for each token), AEP_ORG_ID, AEP_SANDBOX (prod), AEP_SCOPES. FORWARD_WEBHOOK_SECRET sets the secret of the webhook; unless
it is set one is made and stays the same for the data directory.`,
  options: {
    to: { type: 'string', value: 'url', summary: 'Origin of the target, e.g. https://platform.adobe.io. Required.' },
    ims: {
      type: 'string',
      value: 'url',
      summary: "Origin of its identity service (Adobe's for *.adobe.io, else the target itself).",
    },
    'profile-flow': { type: 'string', value: 'id', summary: 'Dataflow at the target for profile records.' },
    'event-flow': { type: 'string', value: 'id', summary: 'Dataflow at the target for events.' },
    'profile-mapping': {
      type: 'string',
      value: 'file',
      summary: 'Mapping rows (CSV or JSON) for profile records of a dataflow that takes XDM.',
    },
    'event-mapping': { type: 'string', value: 'file', summary: 'The same for events.' },
    'data-dir': { type: 'string', value: 'dir', default: FORWARD_DIR, summary: 'Where the queue is.' },
    host: { type: 'string', value: 'host', default: '127.0.0.1', summary: 'Address to listen on for webhooks.' },
    port: { type: 'string', value: 'port', default: '8090', summary: 'Port to listen on; 0: any free one.' },
  },
  examples: [
    {
      line: 'capillary forward --to https://platform.adobe.io --profile-flow 1f0c… --event-flow 77ab…',
      does: 'Forwards to Adobe, with the credential of the environment.',
    },
  ],
  async run({ values, terminal }) {
    const { 'profile-flow': profileFlow, 'event-flow': eventFlow } = values;
    if (values.to === undefined) throw new UsageError('--to is missing: the origin of the target');
    const forwarder = await forwardHere({
      to: values.to,
      ims: values.ims,
      profileFlow,
      eventFlow,
      profileMapping: values['profile-mapping'],
      eventMapping: values['event-mapping'],
      dataDir: values['data-dir'],
      host: values.host,
      port: wholeNumber('port', values.port, 0, 65_535),
      env: terminal.env,
    });
    terminal.err(
      `Forwarding to ${values.to}.\n${columns([
        ['  webhook', forwarder.webhookUrl],
        ['  its header and status', forwarder.file],
      ])}\n`,
    );
    const hide = showStatus(terminal, forwarder.status);
    await untilStopped(terminal);
    terminal.err(`${terminal.interactive ? '\n' : ''}Stopping…\n`);
    await forwarder.stop();
    hide();
    return EXIT.ok;
  },
});
