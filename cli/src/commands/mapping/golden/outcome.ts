import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CompiledMappingSet } from '@meniscus/languages/dataprep';
import { asSentence, parseJson } from '@meniscus/languages/syntax';
import { type Violation, XDM_PHRASES } from '@meniscus/languages/xdm';
import { inFile } from './suite.ts';

/** What becomes of a record: the entity, what was left out on the way, and what would make the record fail. */
export interface Outcome {
  readonly entity: unknown;
  readonly warnings: readonly Remark[];
  readonly failures: readonly Remark[];
}

/** A warning or failure under the code the platform shows. In expectations every member but the code may be left out. */
export interface Remark {
  readonly code: string;
  /** Warnings: the row's destination. */
  readonly destination?: string;
  /** Failures: JSON pointer into the entity. */
  readonly pointer?: string;
  readonly message?: string;
}

type Validate = (entity: unknown) => readonly Violation[];

/** Maps and validates a record as the platform does. Ids made by `uuid()` depend on the case's name only. */
export function outcomeOf(
  input: unknown,
  compiled: CompiledMappingSet,
  validate: Validate,
  context: { readonly now: number; readonly seed: string },
): Outcome {
  const { entity, warnings } = compiled.apply(input, context);
  const failures =
    Object.keys(entity).length === 0
      ? [{ code: 'MAPPING-EMPTY', pointer: '', message: 'No row found anything in this record' }]
      : validate(entity).map(({ keyword, pointer, message, phrase }) => ({
          code: `SCHEMA-${keyword.toUpperCase()}`,
          pointer,
          message: asSentence(phrase, message, XDM_PHRASES),
        }));
  return {
    // What is compared is what files can hold.
    entity: parseJson(JSON.stringify(entity)),
    warnings: warnings.map(({ code, destination, message }) => ({ code, destination, message })),
    failures,
  };
}

const FILES = { entity: 'expected.json', warnings: 'expected-warnings.json', failures: 'expected-failures.json' };

/** The expectation of a case; undefined when nothing is written down yet. No file of warnings or failures means none. */
export function readExpected(folder: string): Outcome | undefined {
  const read = (name: string) => (existsSync(join(folder, name)) ? inFile(join(folder, name), parseJson) : undefined);
  const entity = read(FILES.entity);
  if (entity === undefined) return undefined;
  return { entity, warnings: remarks(read(FILES.warnings)), failures: remarks(read(FILES.failures)) };
}

function remarks(value: unknown): readonly Remark[] {
  return (Array.isArray(value) ? value : []) as readonly Remark[];
}

/** Writes the outcome down as what is expected from now on. */
export function writeExpected(folder: string, outcome: Outcome): void {
  for (const part of ['entity', 'warnings', 'failures'] as const) {
    const file = join(folder, FILES[part]);
    const value = outcome[part];
    if (part !== 'entity' && Array.isArray(value) && value.length === 0) rmSync(file, { force: true });
    else writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
  }
}
