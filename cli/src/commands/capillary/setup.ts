import type { Operations } from '@meniscus/client';
import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { columns } from '../../output/columns.ts';

type SetUp = Operations['setUpCapillary']['answer'];

/** What goes where in the loyalty system, and the ids of everything here. */
function report({ webhookUrl, webhookHeaders, connectionId, profile, event, connectPlus }: SetUp): string {
  const section = (title: string, rows: readonly (readonly [string, string])[]) =>
    `${title}\n${columns(rows.map(([name, value]) => [`  ${name}`, value]))}`;
  return [
    section('Webhook, for Organization Settings > Event Notifications', [
      ['URL', webhookUrl],
      ...Object.entries(webhookHeaders).map(([name, value]) => [`header ${name}`, value] as const),
    ]),
    section('Adobe Integration template, for Connect+', [
      ['Org ID', connectPlus.orgId],
      ['Sandbox Name', connectPlus.sandboxName],
      ['API Key', connectPlus.apiKey],
      ['Client ID', connectPlus.clientId],
      ['Client Secret', connectPlus.clientSecret],
      ['Scope', connectPlus.scope],
      ['Grant Type', connectPlus.grantType],
      ['Auth URL', connectPlus.authUrl],
    ]),
    section('Connection', [['id', connectionId]]),
    ...[['Profiles', profile] as const, ['Events', event] as const].map(([title, way]) =>
      section(title, [
        ['inlet', way.inletUrl],
        ['schema', way.schemaId],
        ['dataset', way.datasetId],
        ['mapping set', way.mappingSetId],
        ['dataflow', way.flowId],
      ]),
    ),
  ].join('\n\n');
}

export default command({
  summary: 'Set up the Capillary source: schemas, datasets, mapping sets, dataflows and the webhook.',
  details:
    'Safe to run again: what is there under its name is used as it is, and the same URLs and secrets are shown.\n' +
    'The output holds secrets.',
  options: {
    ...CONNECTION_OPTIONS,
    name: { type: 'string', value: 'text', summary: 'Begins the name of everything that is made (Capillary).' },
    json: { type: 'boolean', summary: 'Print the answer as JSON.' },
  },
  examples: [
    { line: 'capillary setup', does: 'Sets everything up and shows what to enter in the loyalty system.' },
    { line: 'capillary setup --json', does: 'The same for a script.' },
  ],
  async run({ values, terminal }) {
    const platform = await connect(values, terminal.env);
    const body = values.name === undefined ? {} : { name: values.name };
    const made = await platform.call('setUpCapillary', { body });
    terminal.out(`${values.json === true ? JSON.stringify(made, null, 2) : report(made)}\n`);
    return EXIT.ok;
  },
});
