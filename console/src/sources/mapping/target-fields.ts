import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';

const XED_FULL = 'application/vnd.adobe.xed-full+json; version=1';

/** A node of a composed schema, as far as its paths go. */
interface Node {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

/** Fields that are offered as targets. */
const MOST = 2000;

/** Every path of a schema as rows write it; what is below a list is named by its first place. */
function pathsOf(node: Node, above: string, found: string[]): readonly string[] {
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    if (found.length >= MOST) break;
    const path = above === '' ? name : `${above}.${name}`;
    found.push(path);
    pathsOf(child.items ?? child, child.items?.properties === undefined ? path : `${path}[0]`, found);
  }
  return found;
}

/** Paths of a schema's fields, outermost first; empty until they are known. */
export function useTargetFields(schemaId: string): readonly string[] {
  const client = useClient();
  const { data } = useQuery({
    queryKey: ['mapping', 'fields', schemaId],
    enabled: schemaId !== '',
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const path = { container: 'tenant', resourceId: schemaId };
      const schema = await client.call('getSchema', { path, headers: { accept: XED_FULL } });
      return pathsOf(schema as Node, '', []);
    },
  });
  return data ?? [];
}
