import type { SchemaNode } from '@meniscus/languages/xdm';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { libraryInWords } from '../../ui/library-names.ts';
import { SCHEMAS } from '../../ui/schemas.ts';
import { useTenant } from '../library.ts';
import type { PartKind } from '../own-fields/own-parts.ts';
import { PARTS } from './part-kinds.ts';

const FULL = 'application/vnd.adobe.xed-full+json; version=1';

/** A class, field group or data type by `meta:altId`, with its fields resolved. */
export function usePart(kind: PartKind, altId: string) {
  const client = useClient();
  const tenant = useTenant();
  return useQuery({
    queryKey: [SCHEMAS, 'part', altId],
    enabled: tenant !== undefined,
    queryFn: async () => {
      const container = altId.startsWith(`_${tenant}.`) ? 'tenant' : 'global';
      const path = { container, resourceId: altId };
      const [document, inWords] = await Promise.all([
        client.call(PARTS[kind].get, { path, headers: { accept: FULL } }),
        libraryInWords(),
      ]);
      return inWords(document as SchemaNode);
    },
  });
}
