import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { type DescribedSchema, type Needs, type Node, needsOf } from './needs.ts';

/** Resolved, with descriptors. */
const FULL_DESCRIBED = 'application/vnd.adobe.xed-full-desc+json; version=1';

/** What rows can lead to, and what they should. */
export interface Target {
  /** Paths of the fields, outermost first. */
  readonly fields: readonly string[];
  readonly needs: Needs;
}

const UNKNOWN: Target = { fields: [], needs: needsOf({}) };

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

/** The schema rows lead to; without fields and needs until it is known. */
export function useTarget(schemaId: string): Target {
  const client = useClient();
  const { data } = useQuery({
    queryKey: ['mapping', 'target', schemaId],
    enabled: schemaId !== '',
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<Target> => {
      const path = { container: 'tenant', resourceId: schemaId };
      const schema = (await client.call('getSchema', {
        path,
        headers: { accept: FULL_DESCRIBED },
      })) as DescribedSchema;
      return { fields: pathsOf(schema, '', []), needs: needsOf(schema) };
    },
  });
  return data ?? UNKNOWN;
}
