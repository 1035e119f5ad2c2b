import type { SchemaNode } from '@meniscus/languages/xdm';
import { useMemo, useState } from 'react';
import { fieldNodes, type Marks, NO_MARKS } from './field-nodes.ts';
import { own } from './field-texts.ts';
import { FieldTree } from './field-tree.tsx';

/** The fields of a document that has no page of its own yet: search and choice are not in the address. */
export function Fields({
  document,
  marks = NO_MARKS,
  fills = false,
}: {
  document: SchemaNode;
  marks?: Marks;
  /** As high as what it is in. */
  fills?: boolean;
}) {
  const [search, setSearch] = useState('');
  const [selected, select] = useState('');
  const nodes = useMemo(() => fieldNodes(document, marks), [document, marks]);
  return (
    <FieldTree
      label={own('fields')}
      nodes={nodes}
      selected={selected}
      onSelect={select}
      search={search}
      onSearch={setSearch}
      fills={fills}
    />
  );
}
