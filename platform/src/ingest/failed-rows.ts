import { type Failure, recordText } from '../kernel/index.ts';

/** A violation as the error files show it, in the words existing clients see (page "Streaming validation"). */
function violation({ code, pointer, message, phrase }: Failure): Record<string, unknown> {
  return {
    causingExceptions: [],
    keyword: code.slice(code.indexOf('-') + 1).toLowerCase(),
    message: phrase === undefined ? message : recordText(phrase),
    pointerToViolation: `#${pointer}`,
    schemaLocation: '#',
  };
}

/**
 * A refused message as one line of a failed batch: the message as it came, with what was wrong beside it.
 * `_validationErrors` holds what the schema has against it, `_errors._streamingValidation` everything else (page "Streaming
 * validation").
 */
export function failedRow(payload: unknown, failures: readonly Failure[]): string {
  const row = typeof payload === 'object' && payload !== null ? payload : { _corrupt_record: payload };
  const schema = failures.filter(({ stage }) => stage === 'schemas');
  const others = failures.filter(({ stage }) => stage !== 'schemas');
  return JSON.stringify({
    ...row,
    ...(others.length === 0
      ? {}
      : { _errors: { _streamingValidation: others.map(({ code, message }) => ({ code, message })) } }),
    ...(schema.length === 0 ? {} : { _validationErrors: schema.map(violation) }),
  });
}
