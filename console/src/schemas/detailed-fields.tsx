import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type ReactNode, useDeferredValue } from 'react';
import { useSearchState } from '../ui/address.ts';
import { besideTree, FieldDetails } from './field-details.tsx';
import { type FieldNode, nodeAt } from './field-nodes.ts';
import { own } from './field-texts.ts';
import { FieldTree } from './field-tree.tsx';

/** The field that is chosen in a tree, by its path, and how to choose another. */
export interface Choice {
  readonly selected: string;
  readonly select: (path: string) => void;
}

const columns = style({
  display: 'grid',
  gridTemplateColumns: { default: ['minmax(0, 1fr)'], lg: ['minmax(0, 1fr)', 320] },
  columnGap: 32,
  rowGap: 16,
  alignItems: 'start',
});

/** Fields as a tree with the properties of the chosen one beside it. What is chosen and searched is in the address. */
export function DetailedFields({
  nodes,
  actions,
  fieldActions,
}: {
  nodes: readonly FieldNode[];
  /** What can be done with the whole of it. */
  actions: (choice: Choice) => ReactNode;
  /** What can be done with the chosen field. */
  fieldActions: (field: FieldNode, choice: Choice) => ReactNode;
}) {
  const [selected, select] = useSearchState('field');
  const [search, setSearch] = useSearchState('search');
  // Whoever goes on through the tree does not wait for the properties of each field they pass.
  const shown = useDeferredValue(selected);
  const field = nodeAt(nodes, shown);
  return (
    <div className={columns}>
      <FieldTree
        label={own('fields')}
        nodes={nodes}
        selected={selected}
        onSelect={select}
        search={search}
        onSearch={setSearch}
        actions={actions({ selected, select })}
      />
      <div className={besideTree}>
        <FieldDetails field={field} />
        {field !== undefined && (
          <div key={shown} className={style({ display: 'flex', flexWrap: 'wrap', gap: 8 })}>
            {fieldActions(field, { selected, select })}
          </div>
        )}
      </div>
    </div>
  );
}
