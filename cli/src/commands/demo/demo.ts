import { command, EXIT, type Terminal, wholeNumber } from '../../command.ts';
import { type DemoScreen, runDemo } from '../../demo/demo.ts';
import { choosePlace } from '../../demo/place.ts';
import { demoReport } from '../../demo/report.ts';
import { progress } from '../../output/progress.ts';
import { consoleLines, type RunningPlatform, startHere, untilStopped } from '../../platform.ts';

function screenOn(terminal: Terminal): DemoScreen & { end(): void } {
  let bar = progress(terminal, '');
  return {
    step(text) {
      bar.end();
      terminal.err(`· ${text}\n`);
      bar = progress(terminal, ' ');
    },
    sent: (count) => bar.at(count),
    waiting: (count) => bar.at(count),
    end: () => bar.end(),
  };
}

/** The secret of the first start comes with the start; later the environment must have it. */
function secretOf({ credentials }: RunningPlatform, env: NodeJS.ProcessEnv): string {
  const secret = credentials.clientSecret ?? env.MENISCUS_CLIENT_SECRET;
  if (secret === undefined)
    throw new Error(
      'the data directory was set up before; set MENISCUS_CLIENT_SECRET or choose a fresh MENISCUS_DATA_DIR',
    );
  return secret;
}

export default command({
  summary: 'Start the platform on its own data, set up Capillary, stream a programme, check every count.',
  details: `Uses MENISCUS_DATA_DIR if set, else a fresh directory under ./data that is removed at the end. Leaves the console open at
the printed address until it is stopped. The exit code is 1 when a count is wrong.`,
  options: {
    members: { type: 'string', value: 'n', default: '2000', summary: 'Members of the simulated programme.' },
    events: {
      type: 'string',
      value: 'n',
      default: '9500',
      summary: 'Loyalty events; each brings about one profile record too.',
    },
    days: { type: 'string', value: 'n', default: '180', summary: 'Days the programme covers; it ends yesterday.' },
    rate: { type: 'string', value: 'n', default: '2000', summary: 'Records per second.' },
    batch: { type: 'string', value: 'n', default: '10', summary: 'Records per request, 1 to 100.' },
    probes: {
      type: 'string',
      value: 'n',
      default: '40',
      summary: 'People whose way from POST to membership is timed.',
    },
    seed: { type: 'string', value: 'text', default: 'demo', summary: 'Same seed, same programme.' },
    keep: { type: 'boolean', summary: 'Keep the data directory.' },
    exit: { type: 'boolean', summary: 'Stop after the summary.' },
    json: { type: 'boolean', summary: 'Print the summary as one JSON object on the last line.' },
  },
  examples: [
    { line: 'demo', does: 'Shows all of it and leaves the console open.' },
    {
      line: 'demo --exit --json',
      does: 'For scripts: one JSON object on the last line, exit code 1 when a count is wrong.',
    },
    { line: 'demo --members 20000 --events 200000 --rate 10000 --batch 100', does: 'A larger programme, faster.' },
  ],
  async run({ values, terminal }) {
    const options = {
      seed: values.seed,
      members: wholeNumber('members', values.members, 1, 5_000_000),
      events: wholeNumber('events', values.events, 0, 1_000_000_000),
      days: wholeNumber('days', values.days, 1, 3650),
      rate: wholeNumber('rate', values.rate, 1, 1_000_000),
      batch: wholeNumber('batch', values.batch, 1, 100),
      probes: wholeNumber('probes', values.probes, 0, 10_000),
      now: Date.now(),
      stop: terminal.stop,
    };
    const place = await choosePlace(terminal.env, values.keep === true);
    terminal.err(`· Starting the platform on ${place.dataDir}\n`);
    const platform = await startHere(place.env);
    const screen = screenOn(terminal);
    let exit: number = EXIT.failed;
    let json = '';
    try {
      const { orgId, clientId, sandbox } = platform.credentials;
      const summary = await runDemo(
        { url: platform.url, orgId, clientId, clientSecret: secretOf(platform, terminal.env), sandbox },
        options,
        screen,
      );
      screen.end();
      exit = summary.ok ? EXIT.ok : EXIT.failed;
      json = values.json === true ? `${JSON.stringify(summary)}\n` : '';
      (values.json === true ? terminal.err : terminal.out)(demoReport(summary));
      if (values.exit !== true) {
        terminal.err(`\n${consoleLines(platform)}  stop      Ctrl+C\n`);
        terminal.out(json);
        json = '';
        await untilStopped(terminal);
      }
    } finally {
      screen.end();
      await platform.stop();
      place.clear();
    }
    terminal.out(json);
    return exit;
  },
});
