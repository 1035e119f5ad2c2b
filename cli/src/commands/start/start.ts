import { join, resolve } from 'node:path';
import { command, EXIT } from '../../command.ts';
import { consoleLines, startHere, untilStopped } from '../../platform.ts';

export default command({
  summary: 'Run the platform with what is in the data directory.',
  details: `Settings come from the environment: MENISCUS_HOST (127.0.0.1), MENISCUS_PORT (8080), MENISCUS_DATA_DIR (./data),
MENISCUS_PUBLIC_URL; on the first start also MENISCUS_ORG_ID, MENISCUS_CLIENT_ID, MENISCUS_CLIENT_SECRET,
MENISCUS_ADMIN_EMAIL and MENISCUS_ADMIN_PASSWORD. What is not given is generated and kept in credentials.json there.
SIGINT or SIGTERM stops it after everything accepted is safe, also while it starts.`,
  options: {},
  examples: [
    { line: 'start', does: 'Runs on http://127.0.0.1:8080 with the data in ./data.' },
    { line: 'start --help', does: 'Lists the settings.' },
  ],
  async run({ terminal }) {
    const platform = await startHere(terminal.env, terminal);
    if (platform === undefined) return EXIT.ok;
    const { orgId, sandbox } = platform.credentials;
    terminal.err(`Meniscus is running.\n${consoleLines(platform)}  org       ${orgId}, sandbox ${sandbox}\n`);
    if (platform.isFirstStart) {
      const file = join(resolve(terminal.env.MENISCUS_DATA_DIR || './data'), 'credentials.json');
      terminal.err(`  secrets   ${file}\n`);
    }
    await untilStopped(terminal);
    terminal.err('Stopping…\n');
    await platform.stop();
    return EXIT.ok;
  },
});
