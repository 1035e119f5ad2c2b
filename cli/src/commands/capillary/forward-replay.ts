import { command, EXIT } from '../../command.ts';
import { callForwarder, FORWARDER_OPTIONS } from '../../forwarder.ts';
import { payloadFrom } from '../../json-file.ts';

export default command({
  summary: 'Send a record a forwarder could not bring to its target again, as it was or corrected.',
  details: `Its webhook goes the whole way once more. An event is made again with its _id; a profile record says what is known of the
member now, so that a replay never brings an older balance back.`,
  arguments: [{ name: 'id', summary: 'id from `capillary forward-failed`' }],
  options: {
    ...FORWARDER_OPTIONS,
    payload: { type: 'string', value: 'file', summary: 'Take this JSON in place of the webhook.' },
    force: { type: 'boolean', summary: 'Also when it was replayed before.' },
  },
  examples: [{ line: 'capillary forward-replay 000000000000007-event', does: 'After the dataflow was corrected.' }],
  async run({ values, args, terminal }) {
    const body = {
      ...(values.payload === undefined ? {} : { payload: await payloadFrom(values.payload) }),
      ...(values.force === true ? { force: true } : {}),
    };
    const path = `/failed/${encodeURIComponent(args[0]!)}/replay`;
    const answer = await callForwarder<{ id: string }>(values['data-dir'], 'POST', path, body);
    terminal.out(values.json === true ? `${JSON.stringify(answer)}\n` : `${answer.id} is sent again\n`);
    return EXIT.ok;
  },
});
