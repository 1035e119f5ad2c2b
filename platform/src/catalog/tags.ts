import { sayOfRequest } from '../kernel/index.ts';
import { badRequest } from './errors.ts';

/** Tag name to values, as Catalog keeps them on datasets and batches. */
export type Tags = Readonly<Record<string, readonly string[]>>;

/** The tag that names the SQL table of a dataset. */
export const TABLE_TAG = 'adobe/pqs/table';

/** Checks the shape (object of string arrays) and gives it back typed. */
export function readTags(value: unknown): Tags {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw badRequest(sayOfRequest('request-tags', { name: 'tags' }));
  for (const [name, values] of Object.entries(value)) {
    if (!Array.isArray(values) || !values.every((one) => typeof one === 'string')) {
      throw badRequest(sayOfRequest('request-strings', { name: `tags["${name}"]` }));
    }
  }
  return value as Tags;
}

function holds(tags: Tags, name: string, setting: string): boolean {
  return (tags[name] ?? []).some((value) => value.replaceAll(/\s/g, '').toLowerCase() === setting);
}

/**
 * Is a service switched on by its tag? The pages write `enabled:true` with and without a blank, and one page uses the
 * short tag names `profile` and `identity` (page "Streaming ingestion for Record data").
 */
export function switchedOn(tags: Tags, service: 'Profile' | 'Identity'): boolean {
  const long = `unified${service}`;
  const name = long in tags ? long : service.toLowerCase();
  return holds(tags, name, 'enabled:true') && !holds(tags, name, 'enabled:false');
}

/** Tagged `isUpsert:true` (page "Enable a dataset for Profile updates"), with and without a blank. */
export function takesUpdates(tags: Tags): boolean {
  return holds(tags, 'unifiedProfile', 'isupsert:true');
}
