import { camel, type Kind } from '../kind.ts';

/** A verb of the command line, found from its folder. */
export const kind: Kind = {
  kind: 'command',
  summary: 'a verb of the command line',
  form: '<noun>/<verb>',
  parts: 2,
  files([noun, verb]) {
    return {
      [`cli/src/commands/${noun}/${verb}.ts`]: `import { command, EXIT } from '../../command.ts';

export default command({
  summary: 'Say what was given.',
  arguments: [{ name: 'text', summary: 'what to say' }],
  options: { json: { type: 'boolean', summary: 'Print it as JSON.' } },
  examples: [{ line: '${noun} ${verb} hello', does: 'Says hello.' }],
  async run({ values, args, terminal }) {
    terminal.out(\`\${values.json === true ? JSON.stringify(args[0]) : args[0]}\\n\`);
    return EXIT.ok;
  },
});
`,
      [`cli/src/commands/${noun}/${verb}.test.ts`]: `import { expect, it } from 'vitest';
import ${camel(verb!)} from './${verb}.ts';

it('says what was given, plain and as JSON', async () => {
  let said = '';
  const terminal = {
    out(text: string) {
      said += text;
    },
    err() {},
    interactive: false,
    env: {},
    stop: new AbortController().signal,
  };
  expect(await ${camel(verb!)}.run({ values: {}, args: ['a b'], terminal })).toBe(0);
  expect(await ${camel(verb!)}.run({ values: { json: true }, args: ['a b'], terminal })).toBe(0);
  expect(said).toBe('a b\\n"a b"\\n');
});
`,
    };
  },
};
