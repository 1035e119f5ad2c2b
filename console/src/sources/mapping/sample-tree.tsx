import { Text, TreeView, TreeViewItem, TreeViewItemContent } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { t } from './texts.ts';

/** Members of an object and elements of a list that are shown. */
const MOST = 200;

interface Node {
  readonly id: string;
  readonly name: string;
  readonly value: unknown;
}

function below({ id, value }: Node): readonly Node[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .slice(0, MOST)
    .map(([name, member]) => ({ id: `${id}/${name}`, name: Array.isArray(value) ? `[${name}]` : name, value: member }));
}

/** Values of JSON. */
function typeOf(value: unknown): string {
  if (value === null) return t('null');
  if (Array.isArray(value)) return t('array');
  switch (typeof value) {
    case 'string':
      return t('string');
    case 'number':
      return t('number');
    case 'boolean':
      return t('boolean');
    default:
      return t('object');
  }
}

function allBelow(node: Node): readonly string[] {
  return [node.id, ...below(node).flatMap(allBelow)];
}

/** A record of the source as a tree: names, types, values. */
export function SampleTree({ title, record }: { title: string; record: unknown }) {
  const root: Node = { id: '', name: '', value: record };
  return (
    <TreeView
      // Another record is another tree, all of it open.
      key={title}
      aria-label={t('preview', title)}
      defaultExpandedKeys={allBelow(root)}
      styles={style({ width: 'full', height: 400 })}
    >
      {below(root).map((node) => (
        <Branch key={node.id} node={node} />
      ))}
    </TreeView>
  );
}

function Branch({ node }: { node: Node }) {
  const children = below(node);
  const value = children.length > 0 || typeof node.value === 'object' ? '' : ` = ${String(node.value)}`;
  return (
    <TreeViewItem id={node.id} textValue={node.name}>
      <TreeViewItemContent>
        <Text>{`${t('member', { name: node.name, type: typeOf(node.value) })}${value}`}</Text>
      </TreeViewItemContent>
      {children.map((child) => (
        <Branch key={child.id} node={child} />
      ))}
    </TreeViewItem>
  );
}
