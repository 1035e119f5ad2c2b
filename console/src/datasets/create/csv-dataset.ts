import type { Client } from '@meniscus/client';
import type { HowSent } from '../../ui/upload.tsx';
import { type ColumnType, type CsvFile, renamed } from './csv-file.ts';

const XED = { accept: 'application/vnd.adobe.xed+json; version=1' };

/** The type of a column as the registry writes it. */
function typed(type: ColumnType): Readonly<Record<string, string>> {
  return type === 'date' || type === 'date-time' ? { type: 'string', format: type } : { type };
}

/**
 * Makes a dataset with a schema of its own that has the columns of the file, and sends the file to it as a batch. Gives the
 * dataset's id. When a step fails, or it is cancelled, what was made before it is taken back.
 */
export async function createCsvDataset(
  client: Client,
  { name, description }: { readonly name: string; readonly description: string },
  csv: CsvFile,
  how: HowSent,
): Promise<string> {
  // Titles of the registry stand once, and a schema outlives its dataset.
  const title = `${name} ${crypto.randomUUID().slice(0, 8)}`;
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const properties = Object.fromEntries(csv.columns.map((column) => [column.name, typed(column.type)]));
    const made = await client.call('createClass', {
      headers: XED,
      body: {
        type: 'object',
        title: `${title} class`,
        allOf: [
          { $ref: 'https://ns.adobe.com/xdm/data/adhoc' },
          { properties: { _adhoc: { type: 'object', properties } } },
        ],
      },
    });
    undo.push(() => client.call('deleteClass', { path: { resourceId: made.$id } }));
    const schema = await client.call('createSchema', {
      headers: XED,
      body: { type: 'object', title, allOf: [{ $ref: made.$id }] },
    });
    undo.push(() => client.call('deleteSchema', { path: { resourceId: schema.$id } }));
    const [reference] = await client.call('createDataSet', {
      body: {
        name,
        ...(description === '' ? {} : { description }),
        schemaRef: { id: schema.$id, contentType: 'application/vnd.adobe.xed+json;version=1' },
      },
    });
    const id = reference!.split('/').at(-1)!;
    undo.push(() => client.call('deleteDataSet', { path: { dataSetId: id } }));
    await sendFile(client, id, csv, how);
    return id;
  } catch (error) {
    // The first failure is the one to tell.
    for (const step of undo.reverse()) await step().catch(() => {});
    throw error;
  }
}

async function sendFile(client: Client, datasetId: string, csv: CsvFile, how: HowSent): Promise<void> {
  const { delimiter, charset } = csv;
  const inputFormat = { format: 'csv', delimiter, charset };
  const { id: batchId } = await client.call('createImportBatch', {
    body: { datasetId, inputFormat, enableErrorDiagnostics: true, partialIngestionPercent: 50 },
  });
  await client.call('uploadImportFile', {
    path: { batchId, datasetId, rest: csv.file.name },
    body: renamed(csv),
    ...how,
  });
  how.signal.throwIfAborted();
  await client.call('actOnImportBatch', { path: { batchId }, query: { action: 'COMPLETE' } });
}
