import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { command, EXIT, type Terminal, UsageError, wholeNumber } from '../../command.ts';
import { progress } from '../../output/progress.ts';
import { parseDate } from '../../simulate/calendar.ts';
import { deliver } from '../../simulate/deliver.ts';
import type { DeliverySummary } from '../../simulate/delivery.ts';
import type { Message } from '../../simulate/documented.ts';
import { messages, SHAPES, type Shape } from '../../simulate/messages.ts';
import { Programme } from '../../simulate/programme.ts';
import { deliveryReport } from '../../simulate/report.ts';

const LINE_BLOCK = 65_536;

function shapeOf(text: string): Shape {
  if (!Object.hasOwn(SHAPES, text))
    throw new UsageError(`--shape is ${text}; it must be ${Object.keys(SHAPES).join(' or ')}`);
  return text as Shape;
}

function collectionUrl(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || !text.includes('/collection/')) {
    throw new UsageError(
      `--${name} is ${text}; it must be a collection URL such as https://host/collection/<inlet id>`,
    );
  }
  return text;
}

function headersOf(token: string | undefined, extra: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  for (const line of extra) {
    const colon = line.indexOf(':');
    if (colon < 1) throw new UsageError(`--header is '${line}'; it must be 'name: value'`);
    headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return headers;
}

/** One JSON object per line, to a file or the standard output. */
async function writeLines(all: Iterable<Message>, file: string | undefined, terminal: Terminal): Promise<number> {
  const stream = file === undefined ? undefined : createWriteStream(file);
  let block = '';
  let lines = 0;
  const flush = async (): Promise<void> => {
    if (stream === undefined) terminal.out(block);
    else if (!stream.write(block)) await once(stream, 'drain');
    block = '';
  };
  for (const { payload } of all) {
    if (terminal.stop.aborted) break;
    block += `${JSON.stringify(payload)}\n`;
    lines += 1;
    if (block.length > LINE_BLOCK) await flush();
  }
  await flush();
  stream?.end();
  if (stream !== undefined) await finished(stream);
  return lines;
}

function isComplete({ sent, accepted }: DeliverySummary): boolean {
  return sent === accepted;
}

export default command({
  summary: 'Send a believable loyalty programme to a collection URL, ours or any other AEP.',
  details: `The same seed and numbers give the same bytes. Messages of one member to one URL arrive in order. 429, 503 and network
errors are tried again as Retry-After asks; what is refused is counted by reason. A raw inlet that serves several
dataflows needs --header 'x-adobe-flow-id: <id>'.`,
  options: {
    to: { type: 'string', value: 'url', summary: 'Collection URL for everything that has no URL of its own.' },
    'profiles-to': { type: 'string', value: 'url', summary: 'Collection URL for profile records.' },
    'events-to': { type: 'string', value: 'url', summary: 'Collection URL for transactions and other events.' },
    token: { type: 'string', value: 'token', summary: 'Bearer token for inlets that ask for authentication.' },
    header: { type: 'string', value: 'name: value', multiple: true, summary: 'Header to send along.' },
    shape: {
      type: 'string',
      value: 'shape',
      default: 'documented',
      summary: `Payloads: ${Object.keys(SHAPES).join(' or ')} (the 14 notification kinds).`,
    },
    members: { type: 'string', value: 'n', default: '1000', summary: 'Members of the programme.' },
    events: {
      type: 'string',
      value: 'n',
      default: '5000',
      summary: 'Loyalty events: purchases, redemptions, expiries, returns, tier moves.',
    },
    days: { type: 'string', value: 'n', default: '180', summary: 'Days the events are spread over.' },
    from: { type: 'string', value: 'date', default: '2025-07-01', summary: 'First day of the programme.' },
    seed: { type: 'string', value: 'text', default: '1', summary: 'Same seed, same programme.' },
    rate: { type: 'string', value: 'n', default: 'max', summary: 'Messages per second, or max.' },
    batch: {
      type: 'string',
      value: 'n',
      default: '1',
      summary: 'Messages per request, 1 to 100; above 1 goes to /collection/batch/.',
    },
    concurrency: { type: 'string', value: 'n', default: '8', summary: 'Requests under way at the same time.' },
    'dry-run': { type: 'boolean', summary: 'Send nothing; write one JSON object per line to the standard output.' },
    out: { type: 'string', value: 'file', summary: 'Send nothing; write one JSON object per line to a file.' },
    json: { type: 'boolean', summary: 'Print the summary as JSON.' },
  },
  examples: [
    {
      line: 'simulate --profiles-to $PROFILES --events-to $EVENTS --members 500 --events 2000',
      does: 'Sends as fast as it goes.',
    },
    { line: 'simulate --to $INLET --shape events --rate 50', does: 'Sends raw notification events, fifty a second.' },
    { line: 'simulate --dry-run --members 3 --events 10', does: 'Shows what would be sent.' },
  ],
  async run({ values, terminal }) {
    const from = parseDate(values.from);
    if (from === undefined) throw new UsageError(`--from is ${values.from}; it must be a date such as 2025-07-01`);
    const programme = new Programme({
      seed: values.seed,
      members: wholeNumber('members', values.members, 1, 5_000_000),
      events: wholeNumber('events', values.events, 0, 1_000_000_000),
      days: wholeNumber('days', values.days, 1, 3650),
      from,
    });
    const all = messages(programme, shapeOf(values.shape));
    if (values['dry-run'] === true || values.out !== undefined) {
      const lines = await writeLines(all, values.out, terminal);
      terminal.err(`${lines} messages written\n`);
      return EXIT.ok;
    }
    const to = collectionUrl('to', values.to);
    const profile = collectionUrl('profiles-to', values['profiles-to']) ?? to;
    const event = collectionUrl('events-to', values['events-to']) ?? to;
    if (profile === undefined && event === undefined)
      throw new UsageError('where to? Give --to, --profiles-to or --events-to, or look first with --dry-run');
    const bar = progress(terminal, 'sent');
    const summary = await deliver(all, {
      urls: { ...(profile === undefined ? {} : { profile }), ...(event === undefined ? {} : { event }) },
      headers: headersOf(values.token, values.header ?? []),
      ...(values.rate === 'max' ? {} : { rate: wholeNumber('rate', values.rate, 1, 1_000_000) }),
      batch: wholeNumber('batch', values.batch, 1, 100),
      concurrency: wholeNumber('concurrency', values.concurrency, 1, 256),
      onProgress: bar.at,
      signal: terminal.stop,
    });
    bar.end();
    terminal.out(values.json === true ? `${JSON.stringify(summary)}\n` : deliveryReport(summary));
    return isComplete(summary) ? EXIT.ok : EXIT.failed;
  },
});
