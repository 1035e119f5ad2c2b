import { createHash } from 'node:crypto';
import { camel, type Kind, pascal } from '../kind.ts';

/** A uuid made of the name, so that the same scaffold has the same id everywhere. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A connector records come from: declaration, sample, test. */
export const kind: Kind = {
  kind: 'source',
  summary: 'a streaming source: connection spec, flow spec, what its payloads are',
  form: '<name>',
  parts: 1,
  generate: 'platform/src/sources/generate.ts',
  files([name]) {
    const variable = camel(name!);
    const folder = `platform/src/sources/${name}`;
    return {
      [`${folder}/${name}.ts`]: `import { Type } from 'typebox';
import type { FlowSpec } from '../../flows/index.ts';
import { defineSource, NOTHING_IMPLIED, STREAMING_FLOW, STREAMING_PROVIDER, UNKNOWN } from '../connector.ts';

const flow: FlowSpec = {
  ...STREAMING_FLOW,
  id: '${uuidOf(`flow ${name}`)}',
  name: '${pascal(name!)} events',
  mapping: 'required',
};

const PARAMS = Type.Object({ apiKey: Type.String({ title: 'API key', format: 'password' }) });

/** ${pascal(name!)}: posts one JSON object per member to the endpoint of its dataflow. */
export const ${variable} = defineSource({
  name: '${name}',
  connectionSpec: {
    id: '${uuidOf(`connection ${name}`)}',
    name: '${pascal(name!)}',
    version: '1.0',
    providerId: STREAMING_PROVIDER,
    type: 'generic-streaming',
    title: '${pascal(name!)}',
    description: 'Members of the programme, one message each.',
    category: 'Loyalty',
    beta: true,
    auth: [{ name: 'API key', type: 'KeyBased', params: PARAMS }],
    flowSpecs: [flow],
    inlet: {
      on: 'flow',
      settings: () => ({ dataType: 'raw', authenticationRequired: false, sourceName: '${name}' }),
    },
  },
  examples: [{ title: 'A member', kind: 'profile', payload: { memberId: 'M1', tier: 'gold' } }],
  recognise(payload) {
    const isMember = typeof (payload as { memberId?: unknown } | null)?.memberId === 'string';
    return isMember ? { kind: 'profile', impliedMappings: NOTHING_IMPLIED } : UNKNOWN;
  },
});
`,
      [`${folder}/${name}.test.ts`]: `import { expect, it } from 'vitest';
import { ${variable} } from './${name}.ts';

it('recognises its own examples and nothing else', () => {
  for (const { kind, payload } of ${variable}.examples) expect(${variable}.recognise(payload).kind).toBe(kind);
  for (const other of [null, 1, 'text', {}, []]) expect(${variable}.recognise(other).kind).toBe('unknown');
});
`,
    };
  },
};
