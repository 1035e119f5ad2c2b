import type { BatchPlan } from '../../flows/index.ts';
import { type Place, UnreadableFile } from '../../sources/index.ts';
import { sayOfIngest } from '../phrases.ts';

/** What `data.properties.compressionType` may say; whatever it says, a file is told by its first bytes. */
const PACKED = new Set(['none', 'gzip', 'zipdeflate']);

/**
 * What of the source is read (page "Create a source connection": `params` and `data`). Throws `UnreadableFile` for what is
 * missing, and for formats and compressions that are not read.
 */
export function placeOf({ params, data }: Pick<BatchPlan, 'params' | 'data'>): Place {
  const { path, type, recursive } = params;
  const { format = 'delimited', properties } = data;
  if (format !== 'delimited') throw new UnreadableFile(sayOfIngest('history-format', { format: String(format) }));
  const { compressionType = 'none' } = (properties ?? {}) as Readonly<Record<string, unknown>>;
  if (!PACKED.has(String(compressionType).toLowerCase()))
    throw new UnreadableFile(sayOfIngest('history-compression', { compression: String(compressionType) }));
  if (typeof path !== 'string' || path === '') throw new UnreadableFile(sayOfIngest('history-path'));
  return { path, type: type === 'folder' ? 'folder' : 'file', recursive: recursive === true || recursive === 'true' };
}
