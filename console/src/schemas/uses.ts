import { useMemo } from 'react';
import { useSchemas } from '../ui/schemas.ts';

/** How many schemas of this sandbox are made of a class or field group, by its `$id`. */
export function useUses(): (id: string) => number {
  const schemas = useSchemas().data;
  return useMemo(() => {
    const counts = new Map<string, number>();
    for (const { parts } of schemas ?? []) for (const id of new Set(parts)) counts.set(id, (counts.get(id) ?? 0) + 1);
    return (id) => counts.get(id) ?? 0;
  }, [schemas]);
}
