import type { Readable } from 'node:stream';
import { Type } from 'typebox';
import { type Batch, batchAnswer } from '../../../catalog/index.ts';
import { type Call, needs, type Route, route, sayOfRequest } from '../../../kernel/index.ts';
import type { BatchIngestion } from '../../batch/batch-ingestion.ts';
import type { InputFormat } from '../../batch/batch-options.ts';
import { readInputFormat } from '../../batch/batch-options.ts';
import { addressTooLong, badBatchRequest, fileNotFound, wrongFileType } from '../../batch/errors.ts';
import type { BatchPreview } from '../../batch/preview-batch.ts';
import type { FileAddress, Uploads } from '../../batch/uploads.ts';
import { sayOfIngest } from '../../phrases.ts';

const PATH = '/data/foundation/import/batches';
const BATCH = `${PATH}/:batchId`;
const FILES = `${BATCH}/datasets/:datasetId/files/*`;
const SERVICE = 'Batch Ingestion';
const READ = needs('datasets', 'read', 'view-datasets', 'manage-datasets');
const WRITE = needs('datasets', 'write', 'manage-datasets');
/** Longest address (Batch Ingestion API reference: 414). */
const MOST_ADDRESS = 2000;
const MOST_NAME = 255;

const ANSWER = Type.Object({
  id: Type.String(),
  imsOrg: Type.String(),
  status: Type.String(),
  created: Type.Integer(),
  updated: Type.Integer(),
  relatedObjects: Type.Array(Type.Object({ type: Type.String(), id: Type.String() })),
  version: Type.String(),
  tags: Type.Record(Type.String(), Type.Unknown()),
});
const FILE = Type.Object({ name: Type.String(), sizeInBytes: Type.Integer() });
const CREATE = Type.Object({
  datasetId: Type.String(),
  inputFormat: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  externalId: Type.Optional(Type.String()),
  tags: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
  replay: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  enableErrorDiagnostics: Type.Optional(Type.Boolean()),
  partialIngestionPercent: Type.Optional(Type.Number()),
});

interface Deps {
  readonly batches: BatchIngestion;
  readonly uploads: Uploads;
  readonly preview: (at: FileAddress, format: InputFormat, rows: number) => Promise<BatchPreview>;
}

function text(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

function answer({ scope, fields }: Pick<Call, 'scope' | 'fields'>, batch: Batch): Record<string, unknown> {
  return { id: batch.id, ...batchAnswer(scope.org, batch, fields.whole) };
}

/** Path and name of a file inside its batch. Folders are kept; nothing in it reaches a file system. */
function fileName({ params }: Call): string {
  const name = params['*'] ?? '';
  const address = `${PATH}/${params.batchId}/datasets/${params.datasetId}/files/${encodeURI(name)}`;
  if (address.length > MOST_ADDRESS) throw addressTooLong(MOST_ADDRESS);
  const segments = name.split('/');
  const bad = segments.some(
    (one) => one === '' || one === '.' || one === '..' || one.length > MOST_NAME || hasControl(one),
  );
  if (bad) throw badBatchRequest(sayOfIngest('batch-file-name', { name: JSON.stringify(name), most: MOST_NAME }));
  return name;
}

function hasControl(name: string): boolean {
  for (let index = 0; index < name.length; index += 1) if (name.charCodeAt(index) < 0x20) return true;
  return false;
}

function checkType({ headers }: Call): void {
  const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (type !== 'application/octet-stream') throw wrongFileType(type);
}

/** `bytes a-b`, also with `/size` behind. */
function rangeOf({ headers }: Call): { first: number; last: number } {
  const [, from = '', to = ''] =
    /^bytes\s+(\d{1,15})-(\d{1,15})(?:\/(?:\d{1,15}|\*))?$/.exec(headers['content-range']?.trim() ?? '') ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (from === '' || last < first) throw badBatchRequest(sayOfIngest('batch-range'));
  return { first, last };
}

/** Batch ingestion (Batch Ingestion API reference and developer guide). */
export function importBatchRoutes({ batches, uploads, preview }: Deps): readonly Route[] {
  const address = ({ scope, params }: Call, name: string) =>
    batches.address(scope, params.batchId!, params.datasetId!, name);

  const answered = async (call: Call, batch: Batch) => ({
    body: answer(call, batch),
    known: await batches.knownAs(call.scope, batch),
  });

  const actions: Readonly<Record<string, (call: Call) => Promise<Batch>>> = {
    COMPLETE: ({ scope, params, actor }) => batches.complete(scope, params.batchId!, actor),
    ABORT: ({ scope, params, actor }) => batches.abort(scope, params.batchId!, actor),
    FAIL: ({ scope, params, actor }) => batches.fail(scope, params.batchId!, actor),
    REVERT: ({ scope, params, actor }) => batches.revert(scope, params.batchId!, actor),
  };

  return [
    route({
      id: 'createImportBatch',
      fields: 'filtered',
      method: 'POST',
      path: PATH,
      service: SERVICE,
      summary: 'Opens a batch for files of one dataset.',
      access: WRITE,
      body: CREATE,
      responses: { 201: { description: 'The batch', schema: ANSWER } },
      handle: async (call) => ({
        status: 201,
        ...(await answered(call, await batches.create(call.scope, call.body, call.actor))),
      }),
    }),
    route({
      id: 'actOnImportBatch',
      fields: 'filtered',
      method: 'POST',
      path: BATCH,
      service: SERVICE,
      summary: 'Completes, aborts, fails or reverts a batch, by `action`.',
      access: WRITE,
      consumes: 'none',
      query: Type.Object({ action: Type.String() }),
      responses: { 200: { description: 'The batch after it', schema: ANSWER } },
      async handle(call: Call) {
        // The overview page writes the parameter in the plural.
        const action = (text(call.query.action) ?? text(call.query.actions) ?? '').toUpperCase();
        const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
        if (act === undefined) throw badBatchRequest(sayOfIngest('batch-action'));
        return answered(call, await act(call));
      },
    }),
    route<Readable>({
      id: 'uploadImportFile',
      fields: 'none',
      method: 'PUT',
      path: FILES,
      service: SERVICE,
      summary: 'Uploads a file of at most 256 MB; again under the same path it takes the place of the first.',
      access: WRITE,
      consumes: 'stream',
      responses: { 200: { description: 'The file was replaced' }, 201: { description: 'The file was created' } },
      async handle(call: Call<Readable>) {
        const name = fileName(call);
        checkType(call);
        const created = await batches.put(await address(call, name), call.body);
        return { status: created ? 201 : 200 };
      },
    }),
    route<Readable>({
      id: 'uploadImportFilePart',
      fields: 'none',
      method: 'PATCH',
      path: FILES,
      service: SERVICE,
      summary: 'Uploads a part of a large file; Content-Range says which.',
      access: WRITE,
      consumes: 'stream',
      responses: { 200: { description: 'The part was stored', schema: FILE } },
      async handle(call: Call<Readable>) {
        const name = fileName(call);
        checkType(call);
        const range = rangeOf(call);
        const size = await batches.part(await address(call, name), range, call.body);
        return { body: { name, sizeInBytes: size } };
      },
    }),
    route({
      id: 'actOnImportFile',
      fields: 'none',
      method: 'POST',
      path: FILES,
      service: SERVICE,
      summary: 'Opens a large file for parts, or ends it, by `action`.',
      access: WRITE,
      consumes: 'none',
      query: Type.Object({ action: Type.String() }),
      responses: {
        200: { description: 'The file is complete', schema: FILE },
        201: { description: 'The file is open for parts', schema: FILE },
      },
      async handle(call: Call) {
        const name = fileName(call);
        const action = text(call.query.action)?.toUpperCase();
        const at = await address(call, name);
        if (action === 'INITIALIZE') {
          await batches.initialize(at);
          return { status: 201, body: { name, sizeInBytes: 0 } };
        }
        if (action === 'COMPLETE') return { body: { name, sizeInBytes: await uploads.complete(at) } };
        throw badBatchRequest(sayOfIngest('batch-file-action'));
      },
    }),
    route({
      id: 'headImportFile',
      fields: 'none',
      method: 'HEAD',
      path: FILES,
      service: SERVICE,
      summary: 'Tells in `Range` which bytes of a file were received.',
      access: READ,
      responses: { 200: { description: 'Ranges received so far' } },
      async handle(call: Call) {
        const at = await address(call, fileName(call));
        const file = await uploads.file(at);
        if (file === undefined) throw fileNotFound(at.name);
        const ranges = file.parts.map(({ first, last }) => `${first}-${last}`).join(',');
        return { headers: { 'Content-Length': '0', ...(ranges === '' ? {} : { Range: `bytes=${ranges}` }) } };
      },
    }),
    route({
      id: 'previewImportBatch',
      method: 'GET',
      path: `${BATCH}/datasets/:datasetId/preview`,
      service: SERVICE,
      summary: 'Shows the first rows of the files sent so far.',
      access: READ,
      query: Type.Object({ format: Type.Optional(Type.String()), nrow: Type.Optional(Type.Integer()) }),
      responses: {
        200: {
          description: 'How the files were read, columns and rows',
          schema: Type.Object({
            formatParams: Type.Record(Type.String(), Type.Unknown()),
            preview: Type.Object({ columns: Type.Array(Type.Unknown()), rows: Type.Array(Type.Unknown()) }),
          }),
        },
      },
      async handle(call: Call) {
        const asked = text(call.query.nrow) ?? '0';
        if (!/^\d{1,6}$/.test(asked))
          throw badBatchRequest(sayOfRequest('request-not-whole', { name: `nrow=${asked}` }));
        const options = Object.fromEntries(Object.entries(call.query).map(([name, value]) => [name, text(value)]));
        const batch = await batches.batch(call.scope, call.params.batchId!);
        const format = readInputFormat(options.format === undefined ? batch.inputFormat : options);
        const at = await address(call, '');
        return { body: { formatParams: formatParams(format), preview: await preview(at, format, Number(asked)) } };
      },
    }),
  ];
}

function formatParams(format: InputFormat): Record<string, unknown> {
  if (format.format !== 'csv') return { ...format };
  const { nullMarker: _, ...params } = format;
  return { ...params, header: true };
}
