import type { BatchPlan } from '../../flows/index.ts';
import { type Place, UnreadableFile } from '../../sources/index.ts';

/** What `data.properties.compressionType` may say; whatever it says, a file is told by its first bytes. */
const PACKED = new Set(['none', 'gzip', 'zipdeflate']);

/**
 * What of the source is read (page "Create a source connection": `params` and `data`). Throws `UnreadableFile` for what is
 * missing, and for formats and compressions that are not read.
 */
export function placeOf({ params, data }: Pick<BatchPlan, 'params' | 'data'>): Place {
  const { path, type, recursive } = params;
  const { format = 'delimited', properties } = data;
  if (format !== 'delimited')
    throw new UnreadableFile(`data.format of the source connection is ${String(format)}; delimited is read`);
  const { compressionType = 'none' } = (properties ?? {}) as Readonly<Record<string, unknown>>;
  if (!PACKED.has(String(compressionType).toLowerCase()))
    throw new UnreadableFile(
      `compressionType is ${String(compressionType)}; gzip and zipDeflate are read, and plain files`,
    );
  if (typeof path !== 'string' || path === '')
    throw new UnreadableFile('params.path of the source connection is missing: the file or folder to read');
  return { path, type: type === 'folder' ? 'folder' : 'file', recursive: recursive === true || recursive === 'true' };
}
