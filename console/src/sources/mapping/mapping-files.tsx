import { MAX_MAPPING_FILE, readMappingFile, writeMappingFile } from '@meniscus/languages/dataprep';
import { sayAll } from '@meniscus/languages/syntax';
import { ActionButton, FileTrigger } from '@react-spectrum/s2';
import { largerThan } from '../../ui/file-limit.ts';
import { textOf } from '../../ui/file-text.ts';
import { phraseText } from '../../ui/phrase.ts';
import { saveFile } from '../../ui/save-file.ts';
import { type DraftRow, draftRowOf, plainRowOf } from './rows.ts';
import { t } from './texts.ts';

/** The rows of a file. Throws, with everything that is wrong with it in words. */
async function rowsOf(file: File): Promise<readonly DraftRow[]> {
  const tooLarge = largerThan(file, MAX_MAPPING_FILE);
  if (tooLarge !== undefined) throw new Error(tooLarge);
  const read = readMappingFile(await textOf(file), file.name.toLowerCase().endsWith('.json') ? 'json' : 'csv');
  if (read.rows === undefined) {
    const { message, phrase } = sayAll(read.problems);
    throw new Error(phraseText(phrase, message));
  }
  return read.rows.map(draftRowOf);
}

function save(rows: readonly DraftRow[], format: 'csv' | 'json'): void {
  const type = format === 'csv' ? 'text/csv' : 'application/json';
  saveFile(`mapping.${format}`, type, writeMappingFile(rows.map(plainRowOf), format));
}

/** Takes the rows of a file in place of those that are there, and gives those that are there as a file. */
export function MappingFiles({
  rows,
  onRows,
  onProblem,
}: {
  rows: readonly DraftRow[];
  onRows: (rows: readonly DraftRow[]) => void;
  onProblem: (problem: Error | undefined) => void;
}) {
  const take = async (file: File) => {
    try {
      onRows(await rowsOf(file));
      onProblem(undefined);
    } catch (error) {
      onProblem(error as Error);
    }
  };
  return (
    <>
      <FileTrigger
        acceptedFileTypes={['.csv', '.json', 'text/csv', 'application/json']}
        onSelect={(files) => {
          const file = files?.[0];
          if (file !== undefined) void take(file);
        }}
      >
        <ActionButton>{t('import')}</ActionButton>
      </FileTrigger>
      <ActionButton isDisabled={rows.length === 0} onPress={() => save(rows, 'csv')}>
        {t('exportCsv')}
      </ActionButton>
      <ActionButton isDisabled={rows.length === 0} onPress={() => save(rows, 'json')}>
        {t('exportJson')}
      </ActionButton>
    </>
  );
}
