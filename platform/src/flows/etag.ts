import type { Document } from '../stores/index.ts';
import { ifMatchMissing, versionMismatch } from './errors.ts';

/**
 * The etag of a document, its own quotes included, in the form Flow Service shows: `"0000000a-0000-0200-0000-5e31df730000"`.
 * The first group is the version, the last one the second of the change.
 */
export function etagOf({ version, updatedAt }: Pick<Document<unknown>, 'version' | 'updatedAt'>): string {
  const hex = (value: number) => Math.floor(value).toString(16).padStart(8, '0');
  return `"${hex(version)}-0000-0200-0000-${hex(updatedAt / 1000)}0000"`;
}

/** Callers send the etag with quotes, without, and with the quotes escaped as JSON shows them. */
function bare(etag: string): string {
  return etag.replace(/^W\//, '').replaceAll(/[\\"\s]/g, '');
}

/** Does an `If-Match` header name this etag, in any of the spellings callers use? */
export function isCurrent(header: string, etag: string): boolean {
  const accepted = header.split(',').map(bare);
  return accepted.includes('*') || accepted.includes(bare(etag));
}

/** Throws the documented problem unless `If-Match` names the current version. `required` false: only a wrong one is refused. */
export function checkIfMatch(header: string | undefined, document: Document<unknown>, required = true): void {
  if (header === undefined || header.trim() === '') {
    if (required) throw ifMatchMissing();
    return;
  }
  const current = etagOf(document);
  if (!isCurrent(header, current)) throw versionMismatch(bare(header), bare(current));
}
