import { writeFile } from 'node:fs/promises';
import { command, EXIT, UsageError } from '../../command.ts';
import { CONNECTION_OPTIONS, connect } from '../../connection.ts';
import { flowOf } from '../../history/flow.ts';
import { type Run, rejectsCsv, rejectsOf, watch } from '../../history/run.ts';
import { sourceOf } from '../../history/source.ts';
import { rowsOfFile } from '../mapping/golden/suite.ts';

function report({ metrics }: Run, isDry: boolean): string {
  const { recordSummary: rows, fileSummary: files, statusSummary } = metrics;
  const would = isDry ? 'would be ' : '';
  const lines = [
    `${rows?.inputRecordCount ?? 0} rows read: ${rows?.outputRecordCount ?? 0} ${would}stored, ${rows?.failedRecordCount ?? 0} ${would}refused, ${rows?.skippedRecordCount ?? 0} known already`,
    `${files?.outputFileCount ?? 0} files read, ${files?.skippedFileCount ?? 0} had nothing new, ${files?.failedFileCount ?? 0} could not be read`,
    ...(statusSummary.errors ?? []).map(({ message }) => `  ${message}`),
  ];
  return `${lines.join('\n')}\n`;
}

export default command({
  summary: 'Bring CSV files, plain or in zip or gzip, into a dataset: from SFTP, S3 or a folder of the platform.',
  details: `The path is a file, a folder (it ends in a slash), or a pattern whose last part holds *. The platform reads the files itself;
a folder is one below its MENISCUS_FILES_DIR. The columns of the heading are what the mapping reads.

The same command again reads only what is new: a file that was read is known by its path and content, a row by its file, number and
text. After a kill or a stop the platform goes on behind the last row that entered, with nobody asking it to.

Secrets come by environment: SFTP_PASSWORD, or SFTP_KEY_FILE and SFTP_PASSPHRASE; AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and
AWS_SESSION_TOKEN. The exit code is 1 when a row or file failed.`,
  arguments: [{ name: 'path', summary: 'file, folder or pattern below the source' }],
  options: {
    ...CONNECTION_OPTIONS,
    dataset: { type: 'string', value: 'id', summary: 'Dataset the rows go to. Required.' },
    mapping: { type: 'string', value: 'file', summary: 'Mapping rows, CSV or JSON. Required.' },
    sftp: { type: 'string', value: 'user@host', summary: 'SFTP server, with :port and /folder if need be.' },
    'host-key': { type: 'string', value: 'SHA256:…', summary: "Fingerprint of the SFTP server's key." },
    s3: { type: 'string', value: 'bucket', summary: 'S3 bucket, with /folder if need be.' },
    region: { type: 'string', value: 'name', summary: 'Region of the bucket (AWS_REGION, else us-east-1).' },
    'service-url': { type: 'string', value: 'url', summary: 'Of an S3 service that is not Amazon’s.' },
    folder: {
      type: 'string',
      value: 'dir',
      summary: 'Folder below MENISCUS_FILES_DIR of the platform; . for that itself.',
    },
    recursive: { type: 'boolean', summary: 'Folders inside the folder, too.' },
    delimiter: { type: 'string', value: 'sign', default: ',', summary: 'Between two values; \\t for a tab.' },
    encoding: { type: 'string', value: 'name', default: 'UTF-8', summary: 'UTF-8 or ISO-8859-1.' },
    'dry-run': { type: 'boolean', summary: 'Read, map and check the rows, and keep nothing.' },
    rejects: {
      type: 'string',
      value: 'file',
      summary: 'Write the rows that failed here as CSV, each with the reason.',
    },
    json: { type: 'boolean', summary: 'Print the run as JSON.' },
  },
  examples: [
    {
      line: "history import '*.zip' --folder . --dataset 65f… --mapping rows.csv --dry-run --rejects rejects.csv",
      does: 'Tries everything and shows what would fail.',
    },
    {
      line: 'history import /exports/ --sftp loyalty@files.example.com --host-key SHA256:… --dataset 65f… --mapping rows.csv',
      does: 'Brings the files of a folder in; again tomorrow: only the new ones.',
    },
  ],
  async run({ values, args, terminal }) {
    const { dataset: datasetId, mapping, rejects, delimiter, encoding } = values;
    if (datasetId === undefined || mapping === undefined) throw new UsageError('--dataset and --mapping are required');
    const isDry = values['dry-run'] === true;
    const wanted = {
      source: sourceOf(values, terminal.env),
      path: args[0]!,
      recursive: values.recursive === true,
      properties: { columnDelimiter: delimiter, encoding },
      datasetId,
      rows: rowsOfFile(mapping),
    };
    const platform = await connect(values, terminal.env);
    const flowId = await flowOf(platform, wanted);
    const params = { startTime: 0, ...(isDry ? { dryRun: true } : {}) };
    const { id } = await platform.call('createFlowRun', { body: { flowId, params } });
    const run = await watch(platform, id, terminal);
    if (run === undefined) {
      terminal.err(`\nThe platform goes on with run ${id}.\n`);
      return EXIT.ok;
    }
    if (rejects !== undefined) await writeFile(rejects, rejectsCsv(await rejectsOf(platform, id)));
    terminal.out(values.json === true ? `${JSON.stringify(run)}\n` : report(run, isDry));
    return run.metrics.statusSummary.status === 'success' ? EXIT.ok : EXIT.failed;
  },
});
