import { nearest } from '@meniscus/languages/syntax';
import { ConnectionError, EXIT, parseCommandLine, type Terminal, UsageError, type Values } from './command.ts';
import { discover, match, type Verb } from './discover.ts';
import { commandHelp, overview } from './help.ts';

function unknownCommand(verbs: readonly Verb[], line: readonly string[]): UsageError {
  const noun = verbs.filter(({ words }) => words[0] === line[0]);
  const typed = noun.length > 0 && line[1] !== undefined ? `${line[0]} ${line[1]}` : line[0]!;
  if (noun.length > 0 && line[1] === undefined) {
    return new UsageError(`'${typed}' needs a verb: ${noun.map(({ words }) => words.join(' ')).join(', ')}`);
  }
  const names = verbs.map(({ words }) => words.join(' '));
  const meant = nearest(typed, names) ?? nearest(line.join(' '), names);
  return new UsageError(`'${typed}' is no command${meant === undefined ? '' : `; did you mean '${meant}'?`}`);
}

async function dispatch(line: readonly string[], terminal: Terminal): Promise<number> {
  const verbs = discover();
  const [first] = line;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    terminal.out(await overview(verbs));
    return first === undefined ? EXIT.usage : EXIT.ok;
  }
  const found = match(verbs, line);
  if (found === undefined) throw unknownCommand(verbs, line);
  const spec = await found.verb.load();
  if ((spec.arguments ?? []).length === 0 && found.rest[0] !== undefined && !found.rest[0].startsWith('-'))
    throw unknownCommand(verbs, line);
  const { values, args, help } = parseCommandLine(spec, found.rest);
  if (help) {
    terminal.out(commandHelp(found.verb.words, spec));
    return EXIT.ok;
  }
  return spec.run({ values: values as Values<typeof spec.options>, args, terminal });
}

/** Runs a command line and gives the exit code. What went wrong is said on the error stream in one line. */
export async function run(line: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(line, terminal);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof UsageError) {
      terminal.err(`meniscus: ${message}\nSee 'meniscus --help'.\n`);
      return EXIT.usage;
    }
    terminal.err(`meniscus: ${message}\n`);
    if (error instanceof ConnectionError) return EXIT.unreachable;
    if (error instanceof Error && terminal.env.MENISCUS_DEBUG !== undefined) terminal.err(`${error.stack ?? ''}\n`);
    return EXIT.failed;
  }
}
