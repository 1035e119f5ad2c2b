import { command, EXIT, UsageError } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new UsageError(`--${name} is ${text}; it must be a number`);
  return value;
}

export default command({
  summary: 'Subscribe to alerts about dataflows: in the list, by a signed webhook, or by e-mail.',
  arguments: [{ name: 'rule', summary: 'run-start, run-success, run-failure, no-data, error-rate or lag' }],
  options: {
    ...CONNECTION_OPTIONS,
    name: { type: 'string', value: 'text', summary: 'What the subscription is called; the rule when it is left out.' },
    flow: {
      type: 'string',
      value: 'id',
      multiple: true,
      summary: 'Only this dataflow; may be repeated. All without it.',
    },
    threshold: { type: 'string', value: 'n', summary: 'Percent (error-rate) or seconds (lag).' },
    window: { type: 'string', value: 'minutes', summary: 'How far to look back (no-data, error-rate).' },
    repeat: { type: 'string', value: 'minutes', summary: 'Told of again this often while it holds.' },
    webhook: {
      type: 'string',
      value: 'url',
      summary: 'Where to send it. The secret it is signed with is printed once.',
    },
    email: { type: 'string', value: 'address', multiple: true, summary: 'Whom to write to; may be repeated.' },
    json: { type: 'boolean', summary: 'Print the subscription as JSON.' },
  },
  examples: [
    {
      line: 'alerts subscribe error-rate --threshold 1 --window 15 --webhook https://hooks.example.com/meniscus',
      does: 'Tells a webhook when more than 1 % fail in 15 minutes.',
    },
    {
      line: 'alerts subscribe no-data --window 60 --email ops@example.com',
      does: 'Writes when nothing comes for an hour.',
    },
  ],
  async run({ values, args, terminal }) {
    if (values.webhook !== undefined && values.email !== undefined)
      throw new UsageError('--webhook and --email cannot be given together; subscribe twice');
    const [threshold, windowMinutes, repeatMinutes] = [
      numberOf('threshold', values.threshold),
      numberOf('window', values.window),
      numberOf('repeat', values.repeat),
    ];
    const channel =
      values.webhook !== undefined
        ? { type: 'webhook', url: values.webhook }
        : values.email !== undefined
          ? { type: 'email', to: values.email }
          : { type: 'in-app' };
    const platform = await connect(values, terminal.env);
    const made = await platform.call('createAlertSubscription', {
      body: {
        name: values.name ?? args[0]!,
        rule: args[0]!,
        flowIds: values.flow ?? [],
        channel,
        ...(threshold === undefined ? {} : { threshold }),
        ...(windowMinutes === undefined ? {} : { windowMinutes }),
        ...(repeatMinutes === undefined ? {} : { repeatMinutes }),
      },
    });
    const secret = made.secret === undefined ? '' : `\nsigned with ${made.secret} (not shown again)`;
    terminal.out(values.json === true ? `${JSON.stringify(made)}\n` : `subscription ${made.id}${secret}\n`);
    return EXIT.ok;
  },
});
