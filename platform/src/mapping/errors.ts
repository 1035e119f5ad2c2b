import type { MappingFileProblem } from '@meniscus/languages/dataprep';
import { type Diagnostic, type Said, sayAll } from '@meniscus/languages/syntax';
import { aepProblem, Problem, problemTexts } from '../kernel/index.ts';

/** Title and detail of every problem of the stage, English by code. */
export const MAPPING_PROBLEMS = {
  'mapping-bad-mapping-set': ['Invalid mapping set', '{detail}'],
  'mapping-bad-parameter': ['Invalid request', '{detail}'],
  'mapping-unknown-output-schema': [
    'Invalid mapping set',
    'the output schema {id} does not exist in this sandbox; create it first or correct the id',
  ],
  'mapping-no-mapping-set': ['Mapping set not found', 'there is no mapping set {id} in this sandbox'],
  'mapping-no-mapping': ['Mapping not found', 'mapping set {id} has no mapping {mappingId}'],
  'mapping-bad-sample': ['Invalid sample', '{detail}'],
  'mapping-bad-mapping-file': ['Invalid mapping file', '{detail}'],
  'mapping-changed-meanwhile': [
    'Changed meanwhile',
    '{kind} {id} was changed by another call at the same time; read it again and repeat the change',
  ],
  'mapping-bad-expression': ['Invalid expression', '{detail}'],
  'mapping-unreadable-sample': ['Invalid sample', '{detail}'],
  'mapping-no-input': ['Not found', 'there is no {kind} {id} in this sandbox'],
  'mapping-no-mapping-set-version': [
    'Mapping set not found',
    'there is no version {version} of mapping set {id} in this sandbox',
  ],
} as const;

const says = problemTexts(MAPPING_PROBLEMS);

const CODES = {
  bad: 'DPREP-1001-400',
  expression: 'DPREP-1002-400',
  missing: 'DPREP-1003-404',
  conflict: 'DPREP-1004-409',
  sample: 'DPREP-1005-400',
  file: 'DPREP-1006-400',
};

/** The body of a request cannot be understood. Data Prep's pages show no error body; this is the one most AEP services share. */
export function badMappingSet(detail: Said, report: Record<string, unknown> = {}): Problem {
  return aepProblem(CODES.bad, 400, says('mapping-bad-mapping-set', { detail }), report);
}

/** Things that are wrong with a set, all at once; the report holds their messages. */
export function badParts(wrong: readonly Said[], report: Record<string, unknown> = {}): Problem {
  return badMappingSet(sayAll(wrong), { errors: wrong.map(({ message }) => message), ...report });
}

/** A query parameter cannot be used. */
export function badParameter(detail: Said): Problem {
  return aepProblem(CODES.bad, 400, says('mapping-bad-parameter', { detail }));
}

/** The output schema is not in the sandbox. */
export function unknownOutputSchema(id: string): Problem {
  return aepProblem(CODES.bad, 400, says('mapping-unknown-output-schema', { id }));
}

/** No such set, or not in that version. */
export function noMappingSet(id: string, version?: number): Problem {
  const text =
    version === undefined
      ? says('mapping-no-mapping-set', { id })
      : says('mapping-no-mapping-set-version', { id, version });
  return aepProblem(CODES.missing, 404, text);
}

/** No such row in the set. */
export function noMapping(id: string, mappingId: string): Problem {
  return aepProblem(CODES.missing, 404, says('mapping-no-mapping', { id, mappingId }));
}

/** No such schema or sample. */
export function noInput(kind: string, id: string): Problem {
  return aepProblem(CODES.missing, 404, says('mapping-no-input', { kind, id }));
}

/** A sample that cannot be read or kept. */
export function badSample(detail: Said): Problem {
  return aepProblem(CODES.sample, 400, says('mapping-bad-sample', { detail }));
}

/** A mapping file that cannot be read; the report holds code and message of everything that is wrong with it. */
export function badMappingFile(problems: readonly MappingFileProblem[]): Problem {
  const detail = sayAll(problems);
  return aepProblem(CODES.file, 400, says('mapping-bad-mapping-file', { detail }), { errors: problems });
}

/** Somebody else updated the object between our reading and writing. */
export function changedMeanwhile(kind: string, id: string): Problem {
  return aepProblem(CODES.conflict, 409, says('mapping-changed-meanwhile', { kind, id }));
}

/** An expression that cannot be read, with every place and hint (page "Validate an expression"). */
export function badExpression(detail: Said, diagnostics: readonly Diagnostic[]): Problem {
  const { body } = aepProblem(CODES.expression, 400, says('mapping-bad-expression', { detail }));
  return new Problem(400, { ...body, validationStatus: 'failed', error: body.detail, diagnostics });
}

/** An uploaded sample file is missing or cannot be read. */
export function unreadableSample(detail: Said): Problem {
  return aepProblem(CODES.bad, 400, says('mapping-unreadable-sample', { detail }));
}
