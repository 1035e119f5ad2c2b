import { command, EXIT } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { payloadFrom } from '../../json-file.ts';

export default command({
  summary: 'Send a failed record its way again, as it was or corrected.',
  details: 'The record keeps its entry, marked as replayed, and the new message gets a transaction id of its own.',
  arguments: [{ name: 'id', summary: 'id from `failed list`' }],
  options: {
    ...CONNECTION_OPTIONS,
    payload: { type: 'string', value: 'file', summary: 'Send this JSON instead of the payload that failed.' },
    force: { type: 'boolean', summary: 'Replay a record again that was replayed before; it may arrive twice.' },
    json: { type: 'boolean', summary: 'Print the answer as JSON.' },
  },
  examples: [
    { line: 'failed replay 000000000000042-000000', does: 'After the mapping was corrected.' },
    { line: 'failed replay 000000000000042-000000 --payload corrected.json', does: 'With a corrected message.' },
  ],
  async run({ values, args, terminal }) {
    const body = {
      ...(values.payload === undefined ? {} : { payload: await payloadFrom(values.payload) }),
      ...(values.force === true ? { force: true } : {}),
    };
    const platform = await connect(values, terminal.env);
    const answer = await platform.call('replayFailedRecord', { path: { failedRecordId: args[0]! }, body });
    terminal.out(
      values.json === true
        ? `${JSON.stringify(answer)}\n`
        : `sent again as ${answer.xactionId}; see 'meniscus ledger show ${answer.xactionId}'\n`,
    );
    return EXIT.ok;
  },
});
