import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';

export default command({
  summary:
    'Make another organisation in the installation, with a sandbox, an API credential and an administrator of its own.',
  details:
    'For credentials of the first organisation. Secret and password are printed this once. Whoever administers another organisation ' +
    'too is given this password for this one alone: under My access in the console they make one of both.',
  options: {
    ...CONNECTION_OPTIONS,
    name: { type: 'string', value: 'name', summary: 'Its name (Meniscus).' },
    id: { type: 'string', value: 'id', summary: 'Its id: 24 hex digits in capitals and @AdobeOrg (generated).' },
    'admin-email': { type: 'string', value: 'address', summary: 'E-mail of its administrator (generated).' },
    json: { type: 'boolean', summary: 'Print what was made as JSON.' },
  },
  examples: [
    { line: 'organisation create --name Outlet --admin-email ana@example.com', does: 'Makes it; Ana administers it.' },
  ],
  async run({ values, terminal }) {
    const platform = await connect(values, terminal.env);
    const { name, id: orgId, 'admin-email': adminEmail } = values;
    const body = Object.fromEntries(
      Object.entries({ name, orgId, adminEmail }).filter(([, value]) => value !== undefined),
    );
    const made = await platform.call('createOrganisation', { body });
    if (values.json === true) terminal.out(`${JSON.stringify(made)}\n`);
    else
      terminal.out(
        [
          `organisation   ${made.orgId}`,
          `client id      ${made.clientId}`,
          `client secret  ${made.clientSecret}`,
          `administrator  ${made.adminEmail}`,
          `password       ${made.adminPassword}`,
          '',
        ].join('\n'),
      );
    return EXIT.ok;
  },
});
