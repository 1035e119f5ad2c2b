import { parseArgs } from 'node:util';
import { nearest } from '@meniscus/languages/syntax';

/** An option of a command, as help shows it and `parseArgs` reads it. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  /** What it does, by consequence. */
  readonly summary: string;
  /** Word for the value in help, e.g. `url`. */
  readonly value?: string;
  readonly short?: string;
  readonly multiple?: boolean;
  readonly default?: string;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type ValueOf<S extends OptionSpec> = S extends { type: 'boolean' }
  ? boolean | undefined
  : S extends { multiple: true }
    ? readonly string[] | undefined
    : S extends { default: string }
      ? string
      : string | undefined;

/** Parsed options by name. */
export type Values<O extends OptionSpecs> = { readonly [K in keyof O]: ValueOf<O[K]> };

/** A positional argument. Required unless `optional`; the last one may stand for several. */
export interface ArgumentSpec {
  readonly name: string;
  readonly summary: string;
  readonly optional?: boolean;
  readonly repeats?: boolean;
}

/** What a command may touch of the world. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** The error stream is a terminal: progress may be drawn. */
  readonly interactive: boolean;
  /** The output stream shows colours. */
  readonly coloured?: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted by SIGINT or SIGTERM. */
  readonly stop: AbortSignal;
}

/** Exit codes; `meniscus --help` prints them. */
export const EXIT = { ok: 0, failed: 1, usage: 2, unreachable: 3, interrupted: 130, terminated: 143 } as const;

/** One verb of the command line: everything about it in one declaration. */
export interface Command<O extends OptionSpecs = OptionSpecs> {
  readonly summary: string;
  /** More than the summary says, in whole paragraphs. */
  readonly details?: string;
  readonly arguments?: readonly ArgumentSpec[];
  readonly options: O;
  /** Command lines without the leading `meniscus`, each with what it does. */
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /** Gives the exit code. */
  run(call: {
    readonly values: Values<O>;
    readonly args: readonly string[];
    readonly terminal: Terminal;
  }): Promise<number>;
}

/** Identity function that checks a declaration's types where it is written. */
export function command<const O extends OptionSpecs>(declaration: Command<O>): Command {
  return declaration as unknown as Command;
}

/** The command line was wrong; the message says what and, if known, what was meant. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The platform could not be reached or refused the credentials. Exit code 3. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

const HELP: OptionSpec = { type: 'boolean', short: 'h', summary: 'Show this help.' };

/** Options as written plus `--help`. */
export function withHelp(options: OptionSpecs): OptionSpecs {
  return { ...options, help: HELP };
}

function parseOptions(
  options: OptionSpecs,
): Record<string, { type: 'string' | 'boolean'; short?: string; multiple?: boolean; default?: string }> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { type, short, multiple, default: preset }]) => [
      name,
      {
        type,
        ...(short === undefined ? {} : { short }),
        ...(multiple === undefined ? {} : { multiple }),
        ...(preset === undefined ? {} : { default: preset }),
      },
    ]),
  );
}

/** What `parseArgs` objects to, with the option that was probably meant. */
function optionError(options: OptionSpecs, { code, message }: NodeJS.ErrnoException): UsageError {
  const unknown = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? /'--?([^']*)'/.exec(message)?.[1] : undefined;
  if (unknown === undefined) return new UsageError(message.split('\n')[0]!);
  const meant = nearest(unknown, Object.keys(withHelp(options)));
  return new UsageError(`there is no option --${unknown}${meant === undefined ? '' : `; did you mean --${meant}?`}`);
}

/** Reads a command's arguments. Throws `UsageError` for unknown options, missing values, and missing or spare arguments. */
export function parseCommandLine(
  spec: Command,
  words: readonly string[],
): { values: Record<string, unknown>; args: readonly string[]; help: boolean } {
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...words],
      options: parseOptions(withHelp(spec.options)),
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw optionError(spec.options, error as NodeJS.ErrnoException);
  }
  const help = parsed.values.help === true;
  const wanted = spec.arguments ?? [];
  const missing = wanted.find(({ optional }, index) => optional !== true && parsed.positionals[index] === undefined);
  if (!help && missing !== undefined) throw new UsageError(`<${missing.name}> is missing: ${missing.summary}`);
  if (!help && parsed.positionals.length > wanted.length && wanted.at(-1)?.repeats !== true)
    throw new UsageError(`unexpected argument '${parsed.positionals[wanted.length]}'`);
  return { values: parsed.values, args: parsed.positionals, help };
}

/** A whole number given as an option, checked against its range. */
export function wholeNumber(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < low || value > high) {
    throw new UsageError(`--${name} is ${text}; it must be a whole number from ${low} to ${high}`);
  }
  return value;
}
