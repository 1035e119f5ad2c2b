import type { SchemaNode } from '@meniscus/languages/xdm';
import { ActionButton, Collection, Text, TreeView, TreeViewItem, TreeViewItemContent } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMemo, useState } from 'react';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { type FieldNode, fieldNodes, NO_MARKS, plainPath } from '../field-nodes.ts';
import { typeText } from '../field-texts.ts';
import { type Chosen, coveredPaths, withField, withoutField } from './chosen.ts';
import { t } from './texts.ts';

/** Chooses which fields of a field group a schema has; what is in an object follows it. */
export function ManageFields({
  title,
  group,
  chosen: before,
  onChoose,
}: {
  /** Name of the group. */
  title: string;
  group: SchemaNode;
  chosen: Chosen;
  /** Resolves when it is done; what it throws is shown, and the person stays. */
  onChoose: (chosen: Chosen) => Promise<unknown>;
}) {
  const [chosen, choose] = useState(before);
  const confirm = () => {
    if (chosen?.length === 0) throw new Error(t('chooseOne'));
    return onChoose(chosen);
  };
  return (
    <FormDialog
      button={
        <ActionButton size="XS" isQuiet aria-label={t('manage', title)} onPress={() => choose(before)}>
          ☰
        </ActionButton>
      }
      title={t('manage', title)}
      submit={t('confirm')}
      onSubmit={async () => confirm()}
    >
      <p className={style({ font: 'body', margin: 0 })}>{t('manageHint')}</p>
      <ChosenTree label={t('fieldsOf', title)} group={group} chosen={chosen} onChoose={choose} />
    </FormDialog>
  );
}

function ChosenTree({
  label,
  group,
  chosen,
  onChoose,
}: {
  label: string;
  group: SchemaNode;
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
}) {
  const nodes = useMemo(() => fieldNodes(group, NO_MARKS), [group]);
  const covered = useMemo(() => coveredPaths(nodes, chosen), [nodes, chosen]);
  return (
    <TreeView
      aria-label={label}
      items={nodes}
      selectionMode="multiple"
      // Escape closes the dialog, as everywhere; it does not take all fields away first.
      escapeKeyBehavior="none"
      selectedKeys={covered}
      onSelectionChange={(keys) => {
        if (keys === 'all') return onChoose(undefined);
        const come = [...keys].map(String).filter((path) => !covered.includes(path));
        const gone = covered.filter((path) => !keys.has(path));
        const less = gone.reduce<Chosen>((rest, path) => withoutField(nodes, rest, plainPath(path)), chosen);
        onChoose(come.reduce((sum, path) => withField(nodes, sum, plainPath(path)), less));
      }}
      styles={style({ width: 'full', height: 320 })}
    >
      {(field: FieldNode) => <ChoiceItem id={field.path} field={field} />}
    </TreeView>
  );
}

/** The id is for the tree, which knows its items by it. */
function ChoiceItem({ id, field }: { id: string; field: FieldNode }) {
  return (
    <TreeViewItem id={id} textValue={field.name}>
      <TreeViewItemContent>
        <Text>
          {field.name}{' '}
          <span className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>{typeText(field.node)}</span>
        </Text>
      </TreeViewItemContent>
      <Collection items={field.children}>
        {(child: FieldNode) => <ChoiceItem id={child.path} field={child} />}
      </Collection>
    </TreeViewItem>
  );
}
