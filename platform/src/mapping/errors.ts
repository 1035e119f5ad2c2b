import type { MappingFileProblem } from '@meniscus/languages/dataprep';
import type { Diagnostic } from '@meniscus/languages/syntax';
import { aepProblem, Problem } from '../kernel/index.ts';

const CODES = {
  bad: 'DPREP-1001-400',
  expression: 'DPREP-1002-400',
  missing: 'DPREP-1003-404',
  conflict: 'DPREP-1004-409',
  sample: 'DPREP-1005-400',
  file: 'DPREP-1006-400',
};

/** The body of a request cannot be understood. Data Prep's pages show no error body; this is the one most AEP services share. */
export function badMappingSet(detail: string, report: Record<string, unknown> = {}): Problem {
  return aepProblem(CODES.bad, 400, 'Invalid mapping set', detail, report);
}

/** A query parameter cannot be used. */
export function badParameter(detail: string): Problem {
  return aepProblem(CODES.bad, 400, 'Invalid request', detail);
}

/** The output schema is not in the sandbox. */
export function unknownOutputSchema(id: string): Problem {
  return badMappingSet(`the output schema ${id} does not exist in this sandbox; create it first or correct the id`);
}

/** No such set, or not in that version. */
export function noMappingSet(id: string, version?: number): Problem {
  const what = version === undefined ? `mapping set ${id}` : `version ${version} of mapping set ${id}`;
  return aepProblem(CODES.missing, 404, 'Mapping set not found', `there is no ${what} in this sandbox`);
}

/** No such row in the set. */
export function noMapping(id: string, mappingId: string): Problem {
  return aepProblem(CODES.missing, 404, 'Mapping not found', `mapping set ${id} has no mapping ${mappingId}`);
}

/** No such schema or sample. */
export function noInput(kind: string, id: string): Problem {
  return aepProblem(CODES.missing, 404, `No such ${kind}`, `there is no ${kind} ${id} in this sandbox`);
}

/** A sample that cannot be read or kept. */
export function badSample(detail: string): Problem {
  return aepProblem(CODES.sample, 400, 'Invalid sample', detail);
}

/** A mapping file that cannot be read; the report holds code and message of everything that is wrong with it. */
export function badMappingFile(problems: readonly MappingFileProblem[]): Problem {
  const detail = problems.map(({ message }) => message).join('; ');
  return aepProblem(CODES.file, 400, 'Invalid mapping file', detail, { errors: problems });
}

/** Somebody else updated the object between our reading and writing. */
export function changedMeanwhile(kind: string, id: string): Problem {
  return aepProblem(
    CODES.conflict,
    409,
    'Changed meanwhile',
    `${kind} ${id} was changed by another call at the same time; read it again and repeat the change`,
  );
}

/** An expression that cannot be read, with every place and hint (page "Validate an expression"). */
export function badExpression(message: string, diagnostics: readonly Diagnostic[]): Problem {
  const { body } = aepProblem(CODES.expression, 400, 'Invalid expression', message);
  return new Problem(400, { ...body, validationStatus: 'failed', error: message, diagnostics });
}

/** An uploaded sample file is missing or cannot be read. */
export function unreadableSample(detail: string): Problem {
  return aepProblem(CODES.bad, 400, 'Invalid sample', detail);
}
