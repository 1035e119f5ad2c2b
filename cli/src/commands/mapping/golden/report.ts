import { inspect, styleText } from 'node:util';
import type { Difference } from './differences.ts';
import { type CaseResult, isGreen, type RowRemark, type SuiteResult } from './run-suite.ts';

type Style = 'green' | 'red' | 'yellow' | 'dim' | 'bold';

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

export const COLOURED: Paint = (style, text) => styleText(style, text, { validateStream: false });
export const PLAIN: Paint = (_, text) => text;

const SHOWN = 12;

/** The report of all suites (`verbose`: with every row that may fail): every case, every difference field by field, coverage, and a last line with the counts. */
export function report(results: readonly SuiteResult[], verbose: boolean, paint: Paint): string {
  const cases = results.flatMap((result) => result.cases);
  const count = (...statuses: readonly CaseResult['status'][]) =>
    cases.filter(({ status }) => statuses.includes(status)).length;
  const green = results.every(isGreen);
  const parts = [
    `${count('passed')} passed`,
    ...(count('failed', 'new') > 0 ? [`${count('failed', 'new')} failed`] : []),
    ...(count('updated') > 0 ? [`${count('updated')} written`] : []),
  ];
  const last = paint(
    green ? 'green' : 'red',
    `${parts.join(', ')} in ${results.length === 1 ? '1 suite' : `${results.length} suites`}`,
  );
  return `${results.map((result) => suiteLines(result, verbose, paint).join('\n')).join('\n\n')}\n\n${last}\n`;
}

function suiteLines(result: SuiteResult, verbose: boolean, paint: Paint): readonly string[] {
  return [
    paint('bold', `${result.name} (${result.rows} rows)`),
    ...result.errors.map((remark) => remarkLine(remark, paint)),
    ...warningLines(result.warnings, verbose, paint),
    ...(result.cases.length === 0 ? [`  ${paint('red', 'no cases')}: add cases/<name>/input.json`] : []),
    ...result.cases.flatMap((one) => caseLines(one, paint)),
    ...coverageLines(result, paint),
  ];
}

function remarkLine({ level, at, source, destination, message }: RowRemark, paint: Paint): string {
  return `  ${paint(level === 'error' ? 'red' : 'yellow', level)} ${at} (${source} → ${destination}): ${message}`;
}

function warningLines(warnings: readonly RowRemark[], verbose: boolean, paint: Paint): readonly string[] {
  if (verbose) return warnings.map((remark) => remarkLine(remark, paint));
  if (warnings.length === 0) return [];
  return [`  ${paint('dim', `${warnings.length} rows fail for some values; --warnings shows a record for each`)}`];
}

const MARKS: Readonly<Record<CaseResult['status'], readonly [Style, string]>> = {
  passed: ['green', '✓'],
  failed: ['red', '✗'],
  new: ['red', '?'],
  updated: ['yellow', '↻'],
};
const NOTES: Readonly<Record<CaseResult['status'], string>> = {
  passed: '',
  failed: '',
  new: ': nothing is expected yet; look at what --update writes, and keep it',
  updated: ': expectation written',
};

function caseLines({ name, status, differences }: CaseResult, paint: Paint): readonly string[] {
  const [style, mark] = MARKS[status];
  return [
    `  ${paint(style, mark)} ${name}${NOTES[status]}`,
    ...differences.slice(0, SHOWN * 4).flatMap((difference) => differenceLines(difference, paint)),
    ...(differences.length > SHOWN * 4 ? [`      … and ${differences.length - SHOWN * 4} more`] : []),
  ];
}

function differenceLines({ at, expected, actual }: Difference, paint: Paint): readonly string[] {
  return [
    `      ${at}`,
    ...(expected === undefined ? [] : [paint('red', `        - ${shown(expected)}`)]),
    ...(actual === undefined ? [] : [paint('green', `        + ${shown(actual)}`)]),
  ];
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return inspect(value, { depth: 6, breakLength: 100, compact: true }).replaceAll('\n', '\n          ');
}

function coverageLines({ coverage: { target, source } }: SuiteResult, paint: Paint): readonly string[] {
  const part = (mapped: readonly string[], unmapped: readonly string[]) =>
    `${mapped.length} of ${mapped.length + unmapped.length}`;
  const listed = (label: string, style: Style, names: readonly string[]) =>
    names.length === 0
      ? []
      : [
          `    ${paint(style, label)} ${names.slice(0, SHOWN).join(', ')}${names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''}`,
        ];
  return [
    `  coverage: ${part(target.mapped, target.unmapped)} target fields, ${part(source.mapped, source.unmapped)} source fields of the cases`,
    ...listed('required and not mapped:', 'red', target.missing),
    ...listed(
      'not mapped beside mapped ones:',
      'dim',
      target.beside.filter((name) => !target.missing.includes(name)),
    ),
    ...listed('in the cases and not read:', 'yellow', source.unmapped),
  ];
}
