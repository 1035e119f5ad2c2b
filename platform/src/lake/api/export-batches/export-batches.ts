import { Type } from 'typebox';
import { type Batch, type DatasetFile, integerParameter, limitOf } from '../../../catalog/index.ts';
import { type Answer, type Call, type Clock, type Route, route } from '../../../kernel/index.ts';
import { accessNotFound } from '../../errors.ts';
import { DATA_ACCESS, download, FILE_LIST, fileList, type Links, parameter } from '../export-files/export-files.ts';

const PATH = '/data/foundation/export/batches/:batchId';
const SERVICE = 'Data Access';
const DEFAULT_LIMIT = 100;
const SAMPLE = 'row_errors_sample.json';
const FOLDERS: readonly string[] = ['input_files', 'row_errors'];
/** How long diagnostics can be read (page "Partial batch ingestion": 30 days). */
const META_KEPT_MS = 30 * 86_400_000;

/** What a batch holds: its files, its failed files, and what is known of its errors (page "Data Access API": batches). */
export function exportBatchRoutes({
  publicUrl,
  catalog,
  objects,
  whole,
  clock,
}: Links & { readonly clock: Clock }): readonly Route[] {
  const origin = `${publicUrl}/data/foundation/export`;

  const batchOf = async ({ scope, params }: Call): Promise<Batch> => {
    const batch = await catalog.batch(scope.key, params.batchId!);
    if (batch === undefined) throw accessNotFound('Batch', params.batchId!);
    return batch;
  };

  const filesOf = async (call: Call, batch: Batch, kind: 'data' | 'failed') => {
    const page = { start: integerParameter(call.query, 'start') ?? 0, limit: limitOf(call.query, DEFAULT_LIMIT) };
    const found = await catalog.files(call.scope.key, { batch: batch.id, kind }, { ...page, limit: page.limit + 1 });
    const list = kind === 'data' ? 'files' : 'failed';
    const address = `${origin}/batches/${batch.id}/${list}?start=${page.start + page.limit}&limit=${page.limit}`;
    const next = found.length > page.limit ? address : undefined;
    return { limit: page.limit, files: found.slice(0, page.limit), next };
  };

  /** One file of a batch by its name. */
  const sent = async (call: Call, batch: Batch, kind: 'failed', name: string): Promise<Answer> => {
    const [file] = await catalog.files(call.scope.key, { batch: batch.id, kind, name });
    if (file === undefined) throw accessNotFound('Path', name);
    return download({ objects, whole }, file, call.headers.range);
  };

  const fileEntry = (viewId: string, file: DatasetFile) => ({
    dataSetFileId: file.id,
    dataSetViewId: viewId,
    name: file.name,
    length: String(file.bytes),
    version: '1.0.0',
    created: String(file.created),
    updated: String(file.created),
    records: String(file.rows),
    size: String(file.bytes),
    isValid: true,
    _links: { self: { href: `${origin}/files/${file.id}` } },
  });

  const linked = (batch: Batch, list: string, name: string, length: number) => ({
    name,
    length: String(length),
    _links: { self: { href: `${origin}/batches/${batch.id}/${list}?path=${encodeURIComponent(name)}` } },
  });

  return [
    route({
      id: 'listExportBatchFiles',
      method: 'GET',
      path: `${PATH}/files`,
      service: SERVICE,
      summary: 'Lists the files of a batch.',
      access: DATA_ACCESS,
      responses: {
        200: {
          description: 'Files of the batch',
          schema: Type.Object({ data: Type.Array(Type.Unknown()), _page: Type.Unknown() }),
        },
      },
      async handle(call: Call) {
        const batch = await batchOf(call);
        const { limit, files, next } = await filesOf(call, batch, 'data');
        const viewId = (await catalog.dataset(call.scope, batch.dataset))?.viewId ?? '';
        return {
          body: fileList(
            limit,
            files.map((file) => fileEntry(viewId, file)),
            next,
          ),
        };
      },
    }),
    route({
      id: 'getExportBatchFailed',
      method: 'GET',
      path: `${PATH}/failed`,
      service: SERVICE,
      summary: 'Lists the failed files of a batch, or with `path` sends one.',
      access: DATA_ACCESS,
      responses: { 200: { description: 'Failed files, or the content of one', schema: FILE_LIST } },
      async handle(call: Call) {
        const batch = await batchOf(call);
        const path = parameter(call.query.path);
        if (path === '_SUCCESS') return { headers: { 'Content-Type': 'application/octet-stream' }, body: '' };
        if (path !== undefined) return sent(call, batch, 'failed', path);
        const { limit, files, next } = await filesOf(call, batch, 'failed');
        const entries = files.map((file) => linked(batch, 'failed', file.name, file.bytes));
        return {
          body: fileList(limit, files.length === 0 ? [] : [linked(batch, 'failed', '_SUCCESS', 0), ...entries], next),
        };
      },
    }),
    route({
      id: 'getExportBatchMeta',
      method: 'GET',
      path: `${PATH}/meta`,
      service: SERVICE,
      summary: 'Lists what is known of the errors of a batch, or with `path` sends it as JSON lines.',
      access: DATA_ACCESS,
      responses: { 200: { description: 'Meta files, or the content of one', schema: FILE_LIST } },
      async handle(call: Call) {
        const batch = await batchOf(call);
        const path = parameter(call.query.path)?.replace(/\/$/, '');
        const kept = (await catalog.files(call.scope.key, { batch: batch.id, kind: 'meta' })).filter(
          ({ created }) => clock() - created < META_KEPT_MS,
        );
        const entry = (name: string, length: number) => linked(batch, 'meta', name, length);
        if (path === undefined) return { body: fileList(DEFAULT_LIMIT, rootOf(batch, kept, entry)) };
        if (FOLDERS.includes(path)) {
          const inside = kept.filter(({ name }) => name.startsWith(`${path}/`));
          const page = { start: integerParameter(call.query, 'start') ?? 0, limit: limitOf(call.query, DEFAULT_LIMIT) };
          const shown = inside.slice(page.start, page.start + page.limit).map(({ name, bytes }) => ({
            ...entry(name, bytes),
            name: name.slice(path.length + 1),
          }));
          return { body: fileList(page.limit, shown) };
        }
        const file = kept.find(({ name }) => name === path);
        if (file !== undefined) return download({ objects, whole }, file, call.headers.range);
        if (path !== SAMPLE || batch.errors.length === 0) throw accessNotFound('Path', path);
        return { headers: { 'Content-Type': 'application/json' }, body: sampleOf(batch) };
      },
    }),
  ];
}

/** What the lake itself found wrong with rows of a batch, as a sample: batches it makes have no other error file. */
function sampleOf({ errors }: Batch): string {
  return errors.map((error) => `${JSON.stringify(error)}\n`).join('');
}

/** The top of a batch's meta directory: folders that hold something, and the sample. */
function rootOf(
  batch: Batch,
  files: readonly DatasetFile[],
  entry: (name: string, length: number) => { readonly name: string },
): readonly unknown[] {
  const folders = FOLDERS.filter((folder) => files.some(({ name }) => name.startsWith(`${folder}/`)));
  const sample = files.find(({ name }) => name === SAMPLE)?.bytes ?? Buffer.byteLength(sampleOf(batch));
  return [...folders.map((folder) => entry(folder, 0)), ...(sample === 0 ? [] : [entry(SAMPLE, sample)])];
}
