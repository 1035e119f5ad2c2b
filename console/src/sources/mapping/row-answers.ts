import type { Phrase } from '@meniscus/languages/syntax';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { phraseText } from '../../ui/phrase.ts';
import { problemOf } from '../../ui/problem.ts';

import { type DraftRow, isComplete, plainRowOf } from './rows.ts';
import { t } from './texts.ts';

/** What the platform says of a row or of a value. */
export interface Remark {
  readonly exception: string;
  readonly phrase?: Phrase;
}

/** Remarks in words. */
export function remarksText(remarks: readonly Remark[]): string {
  return remarks.map(({ exception, phrase }) => phraseText(phrase, exception)).join(' ');
}

interface RowAnswer {
  readonly errors: readonly Remark[] | null;
  readonly warnings?: readonly Remark[];
}

/** What is wrong with the rows: in words, by the key of the row. */
export interface RowAnswers {
  readonly errors: ReadonlyMap<string, string>;
  readonly warnings: ReadonlyMap<string, string>;
  /** What must still be done before the next step; nothing: the rows can run. */
  readonly missing: string | undefined;
}

/** So long the person has stopped typing. */
const PAUSE_MS = 250;

/** A value once it has stayed the same for a moment. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** Content type the set is made with and checked against. */
export const FULL = 'application/vnd.adobe.xed-full+json;version=1';

function worded(
  rows: readonly DraftRow[],
  answers: readonly RowAnswer[],
  of: (answer: RowAnswer) => readonly Remark[] | null | undefined,
): ReadonlyMap<string, string> {
  return new Map(
    rows.flatMap(({ key }, index) => {
      const remarks = (answers[index] && of(answers[index])) ?? [];
      return remarks.length === 0 ? [] : [[key, remarksText(remarks)] as const];
    }),
  );
}

function missingIn(rows: readonly DraftRow[], errors: ReadonlyMap<string, string>, checked: boolean) {
  if (rows.length === 0) return t('rowsMissing');
  if (rows.some((row) => !isComplete(row))) return t('rowsIncomplete');
  if (errors.size > 0) return t('rowsWrong', errors.size);
  return checked ? undefined : t('checking');
}

function refusalOf(error: Error | null): string | undefined {
  if (error === null) return undefined;
  const { title, detail } = problemOf(error);
  return detail === '' ? title : detail;
}

/** Lets the platform check the rows whenever they have changed (Data Prep API, `/mappingSets/validate`). */
export function useRowAnswers(rows: readonly DraftRow[], schemaId: string): RowAnswers {
  const client = useClient();
  const settled = useSettled(rows);
  const checked = useQuery({
    queryKey: ['mapping', 'row-answers', schemaId, settled],
    enabled: schemaId !== '' && settled.some(isComplete),
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const whole = settled.filter(isComplete);
      const outputSchema = { schemaRef: { id: schemaId, contentType: FULL } };
      const body = { outputSchema, mappings: whole.map(plainRowOf) };
      const { validationResponse } = await client.call('validateMappingSet', { body });
      const answers = validationResponse as readonly RowAnswer[];
      return {
        errors: worded(whole, answers, ({ errors }) => errors),
        warnings: worded(whole, answers, ({ warnings }) => warnings),
      };
    },
  });
  const { errors = new Map<string, string>(), warnings = new Map<string, string>() } = checked.data ?? {};
  const upToDate = settled === rows && checked.data !== undefined && !checked.isPlaceholderData;
  return { errors, warnings, missing: refusalOf(checked.error) ?? missingIn(rows, errors, upToDate) };
}
