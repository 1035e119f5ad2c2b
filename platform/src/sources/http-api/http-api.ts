import { Type } from 'typebox';
import type { FlowSpec } from '../../flows/index.ts';
import { defineSource, STREAMING_FLOW, STREAMING_PROVIDER } from '../connector.ts';

/** Maps raw records (page "Create a streaming connection for raw data"). */
const withMapping: FlowSpec = {
  ...STREAMING_FLOW,
  id: 'c1a19761-d2c7-4702-b9fa-fe91f0613e81',
  name: 'Stream data with transformation',
  mapping: 'required',
};

/** Takes XDM records as they are (same page). */
const withoutMapping: FlowSpec = {
  ...STREAMING_FLOW,
  id: 'd8a6f005-7eaf-4153-983e-e8574508b877',
  name: 'Stream data without transformation',
  mapping: 'none',
};

const PARAMS = Type.Object({
  dataType: Type.Enum(['raw', 'xdm'], {
    title: 'Data type',
    description:
      'raw: any JSON, mapped by a dataflow. xdm: messages in the XDM envelope, checked against their schema.',
  }),
  name: Type.Optional(Type.String({ title: 'Name' })),
  sourceId: Type.Optional(
    Type.String({ title: 'Source id', description: 'Source name of messages that bring none; the name unless given.' }),
  ),
  authenticationRequired: Type.Optional(
    Type.Boolean({
      title: 'Authentication',
      description: 'Callers must send a token of this organisation.',
      default: false,
    }),
  ),
  hmacSecret: Type.Optional(
    Type.String({
      title: 'Signing secret',
      description:
        'Callers must send x-hmac-sha256: the HMAC-SHA256 of the exact body under this secret, in hex or base64.',
      format: 'password',
      minLength: 16,
      maxLength: 1024,
    }),
  ),
  hmacPreviousSecret: Type.Optional(
    Type.String({
      title: 'Previous signing secret',
      description: 'Taken too, while callers change to the new one.',
      format: 'password',
      minLength: 16,
      maxLength: 1024,
    }),
  ),
});

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The generic streaming source: one endpoint per connection, for raw JSON or XDM messages. */
export const httpApi = defineSource({
  name: 'http-api',
  connectionSpec: {
    id: 'bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb',
    name: 'Streaming Connection',
    version: '1.0',
    providerId: STREAMING_PROVIDER,
    type: 'StreamingConnection',
    title: 'HTTP API',
    description: 'Send JSON or XDM messages to an HTTP endpoint and find them in a dataset and in profiles at once.',
    category: 'Streaming',
    beta: false,
    auth: [{ name: 'Streaming Connection', type: 'Streaming', params: PARAMS }],
    flowSpecs: [withMapping, withoutMapping],
    inlet: {
      on: 'connection',
      settings: ({ dataType, authenticationRequired, sourceId, name }) => ({
        dataType: dataType === 'raw' ? 'raw' : 'xdm',
        authenticationRequired: authenticationRequired === true,
        sourceName: text(sourceId) ?? text(name) ?? 'HTTP API',
      }),
    },
  },
});
