import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { tableText } from '../../output/table.ts';

export default command({
  summary: 'List the organisations of the installation.',
  details: 'For credentials of the first organisation.',
  options: {
    ...CONNECTION_OPTIONS,
    json: { type: 'boolean', summary: 'Print one JSON object an organisation and line.' },
  },
  examples: [{ line: 'organisation list', does: 'Shows ids and names.' }],
  async run({ values, terminal }) {
    const platform = await connect(values, terminal.env);
    const { items } = await platform.call('listOrganisations', {});
    if (values.json === true) for (const one of items) terminal.out(`${JSON.stringify(one)}\n`);
    else terminal.out(`${tableText({ columns: ['id', 'name'], rows: items.map(({ id, name }) => [id, name]) })}\n`);
    return EXIT.ok;
  },
});
