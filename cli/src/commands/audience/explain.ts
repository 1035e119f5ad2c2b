import type { Operations } from '@meniscus/client';
import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';

type Explained = Operations['explainMembership']['answer'];

interface Part {
  readonly kind: string;
  readonly text: string;
  readonly holds: boolean;
  readonly parts?: readonly Part[];
  readonly reads?: readonly { readonly path: string; readonly value: unknown }[];
  readonly tippedBy?: Readonly<Record<string, unknown>>;
  readonly changesByItselfAt?: string;
}

const JOINTS: Readonly<Record<string, string>> = { all: 'all of', any: 'any of', not: 'not' };

function lines(part: Part, depth: number): readonly string[] {
  const indent = '  '.repeat(depth);
  const mark = part.holds ? 'yes' : 'no ';
  const own = part.kind === 'clause' ? part.text : JOINTS[part.kind];
  const reads = (part.reads ?? []).map(({ path, value }) => `${path} is ${JSON.stringify(value)}`);
  const event =
    part.tippedBy === undefined
      ? []
      : [`tipped by event ${String(part.tippedBy._id)} of ${String(part.tippedBy.timestamp)}`];
  const turn = part.changesByItselfAt === undefined ? [] : [`may change by itself at ${part.changesByItselfAt}`];
  const notes = part.kind === 'clause' ? [...reads, ...event, ...turn].map((note) => `${indent}       ${note}`) : [];
  return [`${indent}${mark}  ${own}`, ...notes, ...(part.parts ?? []).flatMap((one) => lines(one, depth + 1))];
}

function changeText(change: Readonly<Record<string, unknown>>): string {
  const { change: what, ...rest } = change;
  return `  ${String(what)}: ${JSON.stringify(rest)}`;
}

function report(explained: Explained): string {
  const { audienceName, status, since, history, rule, tippedBy, changesByItselfAt, smallestChange, explanation } =
    explained;
  const head = `${audienceName}: ${status}${since === undefined ? '' : ` since ${since}`}`;
  if (rule === undefined) return `${head}\n${explanation ?? ''}`;
  const event = tippedBy as Readonly<Record<string, unknown>> | undefined;
  return [
    head,
    '',
    ...lines(rule as unknown as Part, 0),
    '',
    ...(event === undefined ? [] : [`tipped by event ${String(event._id)} of ${String(event.timestamp)}`]),
    ...(changesByItselfAt === undefined ? [] : [`changes by itself at ${changesByItselfAt}`]),
    ...(smallestChange === undefined
      ? ['no change was found that would move them']
      : ['smallest change that would move them:', ...smallestChange.map(changeText)]),
    ...(history.length < 2 ? [] : ['', 'before:', ...history.map(({ status: was, at }) => `  ${at}  ${was}`)]),
  ].join('\n');
}

export default command({
  summary:
    'Explain why a person is in an audience or not: clause by clause, and the smallest change that would move them.',
  arguments: [{ name: 'audienceId', summary: 'id of the audience' }],
  options: {
    ...CONNECTION_OPTIONS,
    namespace: { type: 'string', value: 'code', default: 'Email', summary: 'Namespace of the identity.' },
    id: { type: 'string', value: 'value', summary: 'Value of the identity.' },
    json: { type: 'boolean', summary: 'Print the answer as JSON.' },
  },
  examples: [
    {
      line: 'audience explain 7f3c0a52-0c1e-4f0e-9d55-2f6f5f3b8b11 --id ana@example.com',
      does: 'Explains one member.',
    },
  ],
  async run({ values, args, terminal }) {
    if (typeof values.id !== 'string') {
      terminal.err('Say whose membership: --id VALUE, and --namespace CODE when it is no e-mail address.\n');
      return EXIT.usage;
    }
    const platform = await connect(values, terminal.env);
    const query = { audienceId: args[0]!, entityId: values.id, entityIdNS: String(values.namespace) };
    const explained = await platform.call('explainMembership', { query });
    terminal.out(`${values.json === true ? JSON.stringify(explained) : report(explained)}\n`);
    return EXIT.ok;
  },
});
