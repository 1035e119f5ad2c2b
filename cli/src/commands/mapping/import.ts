import { statSync } from 'node:fs';
import type { FileRow } from '@meniscus/languages/dataprep';
import { command, EXIT, UsageError } from '../../command.ts';
import { CONNECTION_OPTIONS, type Connection, connect } from '../../connection.ts';
import { readRows, rowsOfFile } from './golden/suite.ts';

/** What the platform answers to a set that was written. */
interface Saved {
  readonly id: string;
  readonly version: number;
  readonly validationResponse?: readonly {
    readonly errors: readonly Remark[] | null;
    readonly warnings?: readonly Remark[];
  }[];
}

interface Remark {
  readonly source: string;
  readonly destination: string;
  readonly exception: string;
}

interface Wanted {
  readonly set?: string | undefined;
  readonly schema?: string | undefined;
  readonly name?: string | undefined;
  readonly draft?: boolean | undefined;
}

function rowsAt(path: string): readonly FileRow[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new UsageError(`there is no file or folder ${path}`);
  return stat.isDirectory() ? readRows(path).rows : rowsOfFile(path);
}

async function save(platform: Connection, rows: readonly FileRow[], wanted: Wanted): Promise<Saved> {
  const { set, schema, name, draft } = wanted;
  const query = { format: 'json', status: draft === true ? 'DRAFT' : undefined };
  const answer: unknown =
    set === undefined
      ? await platform.call('createMappingSetFromFile', { query: { ...query, schemaId: schema, name }, body: rows })
      : await platform.call('importMappings', { path: { mappingSetId: set }, query, body: rows });
  return answer as Saved;
}

function report({ id, version, validationResponse = [] }: Saved): string {
  const lines = validationResponse.flatMap(({ errors, warnings = [] }) => [
    ...(errors ?? []).map((remark) => `  error   ${shown(remark)}\n`),
    ...warnings.map((remark) => `  warning ${shown(remark)}\n`),
  ]);
  return `mapping set ${id}, version ${version}\n${lines.join('')}`;
}

function shown({ source, destination, exception }: Remark): string {
  return `${source} → ${destination}: ${exception}`;
}

export default command({
  summary: 'Send mapping files to a platform, as a new version of a set or as a new set.',
  details: `A folder stands for all mapping files in it, as \`mapping test\` reads them. What the platform says of the rows is
printed; rows that can never give a valid value are refused, except in a draft.`,
  arguments: [{ name: 'path', summary: 'mapping file, or folder with mapping files' }],
  options: {
    ...CONNECTION_OPTIONS,
    set: { type: 'string', value: 'id', summary: 'Mapping set to write the next version of.' },
    schema: { type: 'string', value: 'id', summary: 'Target schema of a new mapping set.' },
    name: { type: 'string', summary: 'Name of a new mapping set.' },
    draft: { type: 'boolean', summary: 'Keep the version from running until it is published.' },
    json: { type: 'boolean', summary: 'Print the answer as JSON.' },
  },
  examples: [
    { line: 'mapping import profile --set 5f2…', does: 'Writes the next version of the set.' },
    { line: 'mapping import rows.csv --schema https://ns.adobe.com/acme/schemas/1a2…', does: 'Creates a set.' },
  ],
  async run({ values, args, terminal }) {
    if ((values.set === undefined) === (values.schema === undefined))
      throw new UsageError('give --set for a new version of a mapping set, or --schema for a new one');
    if (values.set !== undefined && values.name !== undefined)
      throw new UsageError('--name is for a new mapping set; a new version keeps the name');
    const rows = rowsAt(args[0]!);
    const saved = await save(await connect(values, terminal.env), rows, values);
    terminal.out(values.json === true ? `${JSON.stringify(saved)}\n` : report(saved));
    return EXIT.ok;
  },
});
