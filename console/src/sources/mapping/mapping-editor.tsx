import { pathText, sampleFields } from '@meniscus/languages/recommendation';
import { ActionButton, ActionButtonGroup, Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMemo, useState } from 'react';
import { JsonView } from '../../ui/json-view.tsx';
import { ProblemBanner } from '../../ui/page.tsx';
import { CalculatedField } from './calculated-field.tsx';
import { Lacks } from './lacks.tsx';
import { MappingFiles } from './mapping-files.tsx';
import { MappingHead, MappingRow } from './mapping-row.tsx';
import { lackingIn, targetFor } from './needs.ts';
import { saidBySample, usePreview, valueMade } from './preview.ts';
import type { RowAnswers } from './row-answers.ts';
import { type DraftRow, type DraftSample, newRow } from './rows.ts';
import { useTarget } from './target-fields.ts';
import { t } from './texts.ts';

const frame = style({ display: 'flex', flexDirection: 'column', gap: 16 });
const list = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  margin: 0,
  padding: 0,
  listStyleType: 'none',
});

/** Paths of the sample, and of the objects around them: a row may take a whole one. */
function pathsIn(records: readonly unknown[]): readonly string[] {
  const paths = sampleFields(records).flatMap(({ path }) => path.map((_, index) => pathText(path.slice(0, index + 1))));
  return [...new Set(paths)];
}

/** The rows from the source to the schema: recommended, changed, checked and tried out as they are typed. */
export function MappingEditor({
  rows,
  onRows,
  sample,
  schemaId,
  answers,
  given,
}: {
  rows: readonly DraftRow[];
  onRows: (rows: readonly DraftRow[]) => void;
  sample: DraftSample | undefined;
  /** `$id` of the schema the rows lead to. */
  schemaId: string;
  answers: RowAnswers;
  /** Fields of the schema the source fills where no row does. */
  given: readonly string[];
}) {
  const fields = useMemo(() => pathsIn(sample?.records ?? []), [sample]);
  const target = useTarget(schemaId);
  const preview = usePreview(rows, schemaId, sample);
  const [problem, setProblem] = useState<Error>();
  /** The row whose expression is open; it joins the others when it is saved. */
  const [open, setOpen] = useState<DraftRow>();
  /** Key of the row that was added for a field last. */
  const [added, setAdded] = useState<string>();
  const put = (row: DraftRow) =>
    onRows(
      rows.some(({ key }) => key === row.key) ? rows.map((one) => (one.key === row.key ? row : one)) : [...rows, row],
    );
  const addFor = (path: string) => {
    const row = newRow({ destination: targetFor(path) });
    setAdded(row.key);
    put(row);
  };
  return (
    <div className={frame}>
      <ActionButtonGroup>
        <ActionButton onPress={() => put(newRow())}>{t('addRow')}</ActionButton>
        <ActionButton onPress={() => setOpen(newRow({ sourceType: 'EXPRESSION' }))}>{t('addCalculated')}</ActionButton>
        <MappingFiles rows={rows} onRows={onRows} onProblem={setProblem} />
        {answers.errors.size > 0 && (
          <ActionButton onPress={() => onRows(rows.filter(({ key }) => !answers.errors.has(key)))}>
            {t('removeWrong')}
          </ActionButton>
        )}
      </ActionButtonGroup>
      {problem !== undefined && <ProblemBanner error={problem} />}
      <Lacks lacks={lackingIn(target.needs, rows, given)} onAdd={addFor} />
      {rows.length === 0 && <p className={style({ font: 'body', margin: 0 })}>{t('noRows')}</p>}
      {rows.length > 0 && <MappingHead />}
      <ol className={list} aria-label={t('mapping')}>
        {rows.map((row, index) => (
          <MappingRow
            key={row.key}
            row={row}
            number={index + 1}
            fields={fields}
            targets={target.fields}
            isNew={row.key === added}
            value={valueMade(preview.data, row)}
            error={answers.errors.get(row.key)}
            warning={
              answers.errors.has(row.key)
                ? undefined
                : (saidBySample(preview.data, row) ?? answers.warnings.get(row.key))
            }
            onChange={put}
            onOpen={() => setOpen(row)}
            onRemove={() => onRows(rows.filter(({ key }) => key !== row.key))}
          />
        ))}
      </ol>
      {preview.error !== null && <ProblemBanner error={preview.error} />}
      {preview.data !== undefined && (
        <>
          <Heading level={3} styles={style({ font: 'title', margin: 0 })}>
            {t('previewData')}
          </Heading>
          <JsonView label={t('previewData')} value={preview.data.data} />
        </>
      )}
      {open !== undefined && (
        <CalculatedField
          row={open}
          fields={fields}
          sample={sample?.records[0]}
          onSave={(source) => {
            put({ ...open, source });
            setOpen(undefined);
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}
