import { Type } from 'typebox';
import { type Call, type Route, route, type SentFile } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import { type Base, READ, SERVICE, WRITE } from '../../access.ts';
import { PAGE_QUERY, pageBody } from '../../present.ts';
import { checkedSample, type Sample, sampleIn } from '../../sample.ts';
import { representation, type StoredInputs } from '../../stored-inputs.ts';

const SAMPLE = Type.Object({
  sampleData: Type.Unknown({ description: 'Records as JSON, or the text of a file.' }),
  sampleDataType: Type.Optional(Type.String({ description: 'JSON (default) or CSV.' })),
});
const ANSWER = { 200: { description: 'The sample.', schema: Type.Unknown() } };

/** Samples of source records (Data Prep API, `/samples`; its pages are empty, decision 0022). */
export function sampleRoutes({ path, suffix }: Base, samples: StoredInputs<Sample>): readonly Route[] {
  const root = `${path}/samples`;
  const common = { service: SERVICE };
  return [
    route({
      ...common,
      id: `listSamples${suffix}`,
      method: 'GET',
      path: root,
      summary: 'Samples of source records, oldest first.',
      access: READ,
      query: PAGE_QUERY,
      responses: { 200: { description: 'A page of samples.', schema: Type.Unknown() } },
      handle: async ({ scope, query }) => ({ body: pageBody(await samples.page(scope, query), sampleBody) }),
    }),
    route({
      ...common,
      id: `createSample${suffix}`,
      method: 'POST',
      path: root,
      summary: 'Keeps a sample of source records.',
      access: WRITE,
      body: SAMPLE,
      responses: ANSWER,
      handle: async ({ scope, body, actor }: Call<unknown>) => ({
        body: sampleBody(await samples.create(scope, sampleIn(body), actor)),
      }),
    }),
    route<SentFile>({
      ...common,
      id: `uploadSample${suffix}`,
      method: 'POST',
      path: `${root}/upload`,
      summary:
        'Keeps the file in the body, sent as it is or as multipart/form-data, as a sample: JSON, or CSV by its content type or name.',
      access: WRITE,
      consumes: 'file',
      responses: ANSWER,
      handle: async ({ scope, body, actor }) => {
        const sampleDataType = /\bcsv\b/.test(body.type) || /\.csv$/i.test(body.name) ? 'CSV' : 'JSON';
        const sample = checkedSample({ sampleData: body.text, sampleDataType });
        return { body: sampleBody(await samples.create(scope, sample, actor)) };
      },
    }),
    route({
      ...common,
      id: `getSample${suffix}`,
      method: 'GET',
      path: `${root}/:sampleId`,
      summary: 'One sample.',
      access: READ,
      responses: ANSWER,
      handle: async ({ scope, params }) => ({ body: sampleBody(await samples.get(scope, params.sampleId!)) }),
    }),
    route({
      ...common,
      id: `updateSample${suffix}`,
      method: 'PUT',
      path: `${root}/:sampleId`,
      summary: 'Puts another sample in its place.',
      access: WRITE,
      body: SAMPLE,
      responses: ANSWER,
      handle: async ({ scope, params, body, actor }: Call<unknown>) => ({
        body: sampleBody(await samples.update(scope, params.sampleId!, sampleIn(body), actor)),
      }),
    }),
  ];
}

function sampleBody(document: Document<Sample>): Record<string, unknown> {
  return { ...representation(document), ...document.body };
}
