import type { Client } from '@meniscus/client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from './client-context.ts';
import { libraryInWords } from './library-names.ts';
import { everyPage, SCHEMAS } from './schemas.ts';

const XED_ID = 'application/vnd.adobe.xed-id+json';

/** A class, field group or data type: what it is called. */
interface Part {
  readonly $id: string;
  readonly title: string;
}

async function partsOf(client: Client, container: string): Promise<readonly Part[]> {
  const call = { path: { container }, headers: { accept: XED_ID } };
  const lists = await Promise.all([
    everyPage((start) => client.call('listClasses', { ...call, query: { orderby: 'title', start } })),
    everyPage((start) => client.call('listFieldGroups', { ...call, query: { orderby: 'title', start } })),
    everyPage((start) => client.call('listDataTypes', { ...call, query: { orderby: 'title', start } })),
  ]);
  return lists.flat();
}

/** Titles of all classes, field groups and data types, standard and own, by `$id`. */
export function usePartTitles() {
  const client = useClient();
  return useQuery({
    queryKey: [SCHEMAS, 'parts'],
    queryFn: async () => {
      const [parts, inWords] = await Promise.all([
        Promise.all(['global', 'tenant'].map((container) => partsOf(client, container))),
        libraryInWords(),
      ]);
      return new Map(parts.flat().map((part) => [part.$id, inWords(part).title]));
    },
  });
}
