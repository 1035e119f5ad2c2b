import { type Command, EXIT, type OptionSpec, type OptionSpecs, withHelp } from './command.ts';
import type { Verb } from './discover.ts';
import { columns } from './output/columns.ts';

function optionWord(name: string, { type, value, short }: OptionSpec): string {
  return `${short === undefined ? '    ' : `-${short}, `}--${name}${type === 'string' ? ` <${value ?? 'text'}>` : ''}`;
}

function optionLines(options: OptionSpecs): string {
  return columns(
    Object.entries(options).map(([name, option]) => {
      const preset = option.default === undefined ? '' : ` (default ${option.default})`;
      return [
        `  ${optionWord(name, option)}`,
        `${option.summary}${preset}${option.multiple === true ? ' May be repeated.' : ''}`,
      ];
    }),
  );
}

/** Help of one command, made from its declaration. */
export function commandHelp(words: readonly string[], spec: Command): string {
  const wanted = spec.arguments ?? [];
  const usage = wanted
    .map(
      ({ name, optional, repeats }) =>
        `${optional === true ? `[<${name}>]` : `<${name}>`}${repeats === true ? '…' : ''}`,
    )
    .join(' ');
  const parts = [spec.summary, `Usage\n  meniscus ${words.join(' ')} ${usage === '' ? '' : `${usage} `}[options]`];
  if (spec.details !== undefined) parts.push(spec.details);
  if (wanted.length > 0)
    parts.push(`Arguments\n${columns(wanted.map(({ name, summary }) => [`  <${name}>`, summary]))}`);
  parts.push(`Options\n${optionLines(withHelp(spec.options))}`);
  if (spec.examples.length > 0)
    parts.push(`Examples\n${spec.examples.map(({ line, does }) => `  meniscus ${line}\n      ${does}`).join('\n')}`);
  return `${parts.join('\n\n')}\n`;
}

const EXIT_CODES = columns([
  [`  ${EXIT.ok}`, 'done'],
  [`  ${EXIT.failed}`, 'the command ran and something is wrong: records refused, counts that differ, nothing found'],
  [`  ${EXIT.usage}`, 'the command line or the environment is wrong'],
  [`  ${EXIT.unreachable}`, 'the platform is not reachable or refused the credentials'],
  [`  ${EXIT.interrupted}, ${EXIT.terminated}`, 'a second SIGINT or SIGTERM ended it before it had stopped'],
]);

const CONNECTION = `Commands that talk to a platform find it by their options, else by MENISCUS_URL, MENISCUS_ORG_ID,
MENISCUS_CLIENT_ID, MENISCUS_CLIENT_SECRET and MENISCUS_SANDBOX, else by credentials.json in MENISCUS_DATA_DIR (./data).`;

/** Help over all commands. */
export async function overview(verbs: readonly Verb[]): Promise<string> {
  const rows = await Promise.all(
    verbs.map(async (verb) => [`  ${verb.words.join(' ')}`, (await verb.load()).summary] as const),
  );
  return `meniscus: an open, self-hosted experience platform for loyalty programmes

Usage
  meniscus <command> [options]        meniscus <command> --help

Commands
${columns(rows)}

${CONNECTION}

Exit codes
${EXIT_CODES}
`;
}
