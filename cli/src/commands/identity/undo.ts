import { command, EXIT, UsageError } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';

function identityOf(text: string): { namespace: string; id: string } {
  const colon = text.indexOf(':');
  if (colon < 1) throw new UsageError(`${text} is not <namespace>:<id>`);
  return { namespace: text.slice(0, colon).trim(), id: text.slice(colon + 1).trim() };
}

export default command({
  summary: 'Take a bad link between two identities back.',
  details:
    'Profiles and audiences become as if the link had never been. It stays undone when a record brings it again.',
  arguments: [
    { name: 'identity', summary: 'one end, <namespace>:<id>' },
    { name: 'other', summary: 'the other end' },
  ],
  options: {
    ...CONNECTION_OPTIONS,
    reason: { type: 'string', value: 'text', summary: 'Why, for whoever looks later.' },
    json: { type: 'boolean', summary: 'Print the answer as JSON.' },
  },
  examples: [
    {
      line: 'identity undo Email:ana@example.com Phone:+351910000001 --reason "typed wrong"',
      does: 'Sets the two apart.',
    },
  ],
  async run({ values, args, terminal }) {
    const identities = [identityOf(args[0]!), identityOf(args[1]!)];
    const platform = await connect(values, terminal.env);
    const reason = values.reason === undefined ? {} : { reason: values.reason };
    const link = await platform.call('undoLink', { body: { identities, ...reason } });
    terminal.out(
      values.json === true
        ? `${JSON.stringify(link)}\n`
        : `undone as ${link.id}; 'meniscus identity restore ${link.id}' lets it hold again\n`,
    );
    return EXIT.ok;
  },
});
