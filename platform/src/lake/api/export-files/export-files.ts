import { Type } from 'typebox';
import type { Catalog, DatasetFile } from '../../../catalog/index.ts';
import { type Answer, type Call, needs, type Route, route } from '../../../kernel/index.ts';
import type { ObjectStore } from '../../../stores/index.ts';
import { accessDamaged, accessNotFound, rangeNotSatisfiable } from '../../errors.ts';
import { FileDamaged, type WholeFiles } from '../../whole-files.ts';

const PATH = '/data/foundation/export/files/:dataSetFileId';
const SERVICE = 'Data Access';

/** What the routes of Data Access share. */
export interface Links {
  /** Origin of links, without a slash at the end. */
  readonly publicUrl: string;
  readonly catalog: Catalog;
  readonly objects: ObjectStore;
  readonly whole: WholeFiles;
}

export const DATA_ACCESS = needs('dataset-data', 'read', 'view-datasets', 'manage-datasets');
export const FILE_LIST = Type.Object({
  data: Type.Array(Type.Object({ name: Type.String(), length: Type.String(), _links: Type.Unknown() })),
  _page: Type.Object({ limit: Type.Integer(), count: Type.Integer() }),
});

/** First value of a query parameter. */
export function parameter(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}

/** A list as Data Access answers it (page "Data Access API"); `next` is the address of the next page. */
export function fileList(limit: number, data: readonly unknown[], next?: string): Record<string, unknown> {
  return { data, _page: { limit, count: data.length }, _links: next === undefined ? {} : { next: { href: next } } };
}

function contentType(name: string): string {
  return name.endsWith('.json') ? 'application/json' : 'application/octet-stream';
}

/** The asked part of a file, both ends included; undefined for the whole. One range; anything else means the whole file. */
export function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, from = '', to = ''] = /^bytes=([0-9]{0,15})-([0-9]{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (start >= size || end < start) throw rangeNotSatisfiable(size);
  return { start, end };
}

/** Sends a file, whole or the range of the call. */
export async function download(
  { objects, whole }: Pick<Links, 'objects' | 'whole'>,
  file: DatasetFile,
  range: string | undefined,
): Promise<Answer> {
  await whole.check([file]).catch((error: unknown) => {
    throw error instanceof FileDamaged ? accessDamaged(error) : error;
  });
  const part = rangeOf(range, file.bytes);
  const body = await objects.get(file.path, part);
  if (body === undefined) throw accessNotFound('Path', file.name);
  const headers = { 'Content-Type': contentType(file.name), 'Accept-Ranges': 'bytes' };
  if (part === undefined) return { status: 200, headers: { ...headers, 'Content-Length': String(file.bytes) }, body };
  const { start, end } = part;
  return {
    status: 206,
    headers: {
      ...headers,
      'Content-Length': String(end - start + 1),
      'Content-Range': `bytes ${start}-${end}/${file.bytes}`,
    },
    body,
  };
}

/** Files of datasets: listing, download, head (page "Data Access API": files). */
export function exportFileRoutes({ publicUrl, catalog, objects, whole }: Links): readonly Route[] {
  const find = async ({ scope, params, query }: Call): Promise<DatasetFile> => {
    const file = await catalog.file(scope.key, params.dataSetFileId!);
    if (file === undefined || file.kind !== 'data') throw accessNotFound('DataSetFile', params.dataSetFileId!);
    const path = parameter(query.path);
    if (path !== undefined && path !== file.name) throw accessNotFound('Path', path);
    return file;
  };

  return [
    route({
      id: 'getExportFile',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary: 'Lists the parts of a dataset file, or with `path` sends one, whole or the range of the Range header.',
      access: DATA_ACCESS,
      responses: {
        200: { description: 'Parts of the file, or its content', schema: FILE_LIST },
        206: { description: 'The asked range', contentType: 'application/octet-stream' },
      },
      async handle(call: Call) {
        const file = await find(call);
        if (parameter(call.query.path) !== undefined) return download({ objects, whole }, file, call.headers.range);
        const href = `${publicUrl}/data/foundation/export/files/${file.id}?path=${encodeURIComponent(file.name)}`;
        return { body: fileList(100, [{ name: file.name, length: String(file.bytes), _links: { self: { href } } }]) };
      },
    }),
    route({
      id: 'headExportFile',
      method: 'HEAD',
      path: PATH,
      service: SERVICE,
      summary: 'Tells size and type of a dataset file.',
      access: DATA_ACCESS,
      responses: { 200: { description: 'Headers of the file' } },
      async handle(call: Call) {
        const file = await find(call);
        return {
          headers: {
            'Accept-Ranges': 'bytes',
            'Content-Length': String(file.bytes),
            'Content-Type': contentType(file.name),
          },
        };
      },
    }),
  ];
}
