import type { Credential } from '../../../../examples/capillary-tutorial/calls.ts';
import { command, EXIT, type Terminal, UsageError, wholeNumber } from '../../command.ts';
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

/** The credential of a platform that has seen nothing yet: the demo's counts start from zero. */
function freshCredential({ isFirstStart, url, credentials }: RunningPlatform): Credential {
  const { orgId, clientId, clientSecret, sandbox } = credentials;
  if (!isFirstStart || clientSecret === undefined)
    throw new UsageError(
      'MENISCUS_DATA_DIR has been used before and the demo counts from zero; choose a fresh directory',
    );
  return { url, orgId, clientId, clientSecret, sandbox };
}

export default command({
  summary: 'Start the platform on its own data, set up Capillary, stream a programme, check every count.',
  details: `Uses MENISCUS_DATA_DIR if set (it must be fresh, since everything is counted from zero), else a fresh directory under ./data that is removed at the end. Leaves the console open at
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
    const platform = await startHere(place.env, terminal).catch((error: unknown) => {
      place.clear();
      throw error;
    });
    if (platform === undefined) {
      place.clear();
      return EXIT.interrupted;
    }
    const screen = screenOn(terminal);
    let exit: number = EXIT.failed;
    let json = '';
    try {
      const summary = await runDemo(freshCredential(platform), options, screen);
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
