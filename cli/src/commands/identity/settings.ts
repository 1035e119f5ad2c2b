import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';

export default command({
  summary: 'Show or save namespace priority and unique namespaces.',
  options: {
    ...CONNECTION_OPTIONS,
    priority: {
      type: 'string',
      value: 'codes',
      summary: 'Save: codes in order of priority, "!" behind unique ones; "none" turns linking rules off.',
    },
    alarm: { type: 'string', value: 'n', summary: 'Save: graphs of so many identities raise the alarm (10 to 50).' },
  },
  examples: [
    { line: 'identity settings', does: 'Shows what is set.' },
    { line: 'identity settings --priority "CRMID!,Email,GAID,ECID"', does: 'One CRMID per person, from now on.' },
  ],
  async run({ values, terminal }) {
    const platform = await connect(values, terminal.env);
    if (values.priority === undefined) {
      terminal.out(`${JSON.stringify(await platform.call('getIdentitySettings', {}))}\n`);
      return EXIT.ok;
    }
    if (values.priority === 'none') {
      await platform.call('deleteIdentitySettings', {});
      terminal.out('linking rules are off; graphs are being worked out again\n');
      return EXIT.ok;
    }
    const namespaces = values.priority
      .split(',')
      .map((code) => code.trim())
      .map((code) => ({ code: code.replace(/!$/, ''), unique: code.endsWith('!') }));
    const alarm = values.alarm === undefined ? {} : { alarmAt: Number(values.alarm) };
    await platform.call('putIdentitySettings', { body: { namespaces, ...alarm } });
    terminal.out('saved; graphs are being worked out again\n');
    return EXIT.ok;
  },
});
