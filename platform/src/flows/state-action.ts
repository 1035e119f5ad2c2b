import { type Call, sayOfRequest } from '../kernel/index.ts';
import {
  badPercent,
  badQueryValue,
  finalizeIsForProviders,
  subOperationNotAllowed,
  unsupportedAction,
  unsupportedStatus,
  unsupportedSubOperation,
} from './errors.ts';
import { sayOfFlows } from './phrases.ts';
import { isObject } from './read-body.ts';

const SUB_OPERATIONS = ['APPLY', 'ROLLBACK', 'PROGRESS'];
const STATUSES = [
  'IN_PROGRESS',
  'COMPLETED',
  'SUCCESS',
  'PARTIAL_SUCCESS',
  'FAILED',
  'PARTIAL_FAILURE',
  'QUEUED',
  'SCHEDULED',
];

function text(value: string | readonly string[] | undefined): string {
  return (typeof value === 'string' ? value : value?.[0]) ?? '';
}

/** What providers report while they finalize; other actions take it and do nothing with it, but not what is no report. */
function checkReport(body: unknown): void {
  if (!isObject(body)) return;
  const { percentCompleted, status } = body;
  if (percentCompleted !== undefined)
    if (!(typeof percentCompleted === 'number' && percentCompleted >= 0 && percentCompleted <= 100))
      throw badPercent(percentCompleted);
  if (!isObject(status) || status.value === undefined) return;
  if (!STATUSES.includes(String(status.value).toUpperCase())) throw unsupportedStatus(status.value);
}

/** The action of a state transition call, in lower case: one of `known`. Throws the documented problems. */
export function readAction<A extends string>({ query, body }: Pick<Call, 'query' | 'body'>, known: readonly A[]): A {
  const op = text(query.op).toLowerCase();
  const subOp = text(query.subOp).toUpperCase();
  if (subOp !== '' && !SUB_OPERATIONS.includes(subOp)) throw unsupportedSubOperation(subOp);
  if (op.startsWith('finalize')) throw finalizeIsForProviders();
  if (!known.includes(op as A)) throw unsupportedAction(op, known);
  if (subOp !== '') throw subOperationNotAllowed(op);
  checkReport(body);
  return op as A;
}

/** `verify=true` of a call that creates a connection, which is ours: it is made only when the source lets it in. */
export function isVerified(query: Call['query']): boolean {
  const verify = text(query.verify).toLowerCase();
  if (!['', 'true', 'false'].includes(verify))
    throw badQueryValue(sayOfRequest('request-none-of', { name: `verify=${verify}`, known: 'true, false' }));
  return verify === 'true';
}

/** `mode=draft` of a create call (page "Draft your Flow Service entities"). */
export function isDraftMode(query: Call['query']): boolean {
  const mode = text(query.mode).toLowerCase();
  if (mode !== '' && mode !== 'draft') throw badQueryValue(sayOfFlows('flows-mode', { mode }));
  return mode === 'draft';
}
