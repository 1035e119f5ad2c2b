import { ComboBox, ComboBoxItem, Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import type { StandardFields } from '../chosen-fields/recommended-fields.tsx';
import { type FieldNode, nodeAt } from '../field-nodes.ts';
import { SmallButton } from '../small-button.tsx';
import { additionOf } from './declarations.ts';
import { FieldButton } from './field-dialog.tsx';
import { type FieldForm, nodeOf, TYPE_NAMES } from './field-form.ts';
import { GroupTitle } from './group-title.tsx';
import { type OwnPart, useChangePart } from './own-parts.ts';
import { control, row } from './styles.ts';
import { t } from './texts.ts';
import { UsedBy } from './used-by.tsx';

/** An object is made with the first field in it: without one it would take any. */
const TYPES = TYPE_NAMES.filter((type) => type !== 'Object');
const NEW = 'new';

/** A field group that is not there yet. */
export interface NewGroup {
  readonly title: string;
  /** Makes it with one field at a path. */
  readonly create: (title: string, path: string, form: FieldForm) => Promise<void>;
}

/** Adds a field to one of the parts, or to a new field group; `onAdded` is told its path. */
export function AddOwnField({
  label = t('addField'),
  hint,
  partHint,
  parts,
  root,
  nodes,
  selected,
  newGroup,
  standard,
  takeIn,
  onAdded,
}: {
  label?: string;
  /** What becomes of the field, above where it is put. */
  hint?: string;
  /** What is to be known before a part that is there is changed. */
  partHint?: string;
  parts: readonly OwnPart[];
  /** Object the fields of the organisation lie in: of the schema, or inside a standard object; none in a data type. */
  root: string;
  nodes: readonly FieldNode[];
  /** Path of the chosen field: new ones go into it, when it is an object. */
  selected: string;
  newGroup?: NewGroup;
  standard?: StandardFields;
  /** Sees to it that what is looked at has the field the part now has. */
  takeIn?: (part: OwnPart, path: string) => Promise<unknown>;
  onAdded: (path: string) => void;
}) {
  const changePart = useChangePart();
  const [chosen, choose] = useState<string>();
  const [title, setTitle] = useState(newGroup?.title ?? '');
  const [inside, setInside] = useState('');
  const part = chosen === NEW ? undefined : (parts.find(({ id }) => id === chosen) ?? parts[0]);
  const objects = objectsIn(nodes, root);
  const reset = () => {
    const within = selected.slice(root === '' ? 0 : root.length + 1);
    choose(undefined);
    setInside(objects.find((one) => one === within || one === `${within}[]`) ?? '');
  };
  const pathOf = (name: string) => [root, inside.trim(), name].filter((one) => one !== '').join('.');
  const add = async (form: FieldForm) => {
    const path = pathOf(form.name);
    if (part === undefined) await newGroup!.create(title.trim(), path, form);
    else {
      const operations = additionOf(part.document, path, nodeOf(form), form.isRequired);
      if (operations === undefined) throw new Error(t('holdsNone', inside));
      await changePart(part, operations);
      await takeIn?.(part, path);
    }
    onAdded(path);
  };
  return (
    <FieldButton
      button={<SmallButton>{label}</SmallButton>}
      onOpen={reset}
      types={TYPES}
      standard={standard}
      isTaken={(name) => nodeAt(nodes, pathOf(name)) !== undefined}
      onApply={add}
      where={
        <>
          {hint !== undefined && <p className={style({ font: 'body', margin: 0 })}>{hint}</p>}
          {newGroup !== undefined && (
            <div className={row}>
              <Picker
                label={t('assignTo')}
                styles={control}
                selectedKey={part?.id ?? NEW}
                onSelectionChange={(key) => choose(String(key))}
              >
                {[...parts, { id: NEW, title: t('newGroup') }].map((one) => (
                  <PickerItem key={one.id} id={one.id}>
                    {one.title}
                  </PickerItem>
                ))}
              </Picker>
              {part === undefined && <GroupTitle value={title} onChange={setTitle} />}
            </div>
          )}
          {part !== undefined && partHint !== undefined && (
            <p className={style({ font: 'body', margin: 0 })}>{partHint}</p>
          )}
          {part !== undefined && <UsedBy part={part} />}
          <ComboBox
            label={t('inside')}
            description={t('insideHint')}
            styles={control}
            allowsCustomValue
            menuTrigger="focus"
            inputValue={inside}
            onInputChange={setInside}
            defaultItems={objects.map((id) => ({ id }))}
          >
            {({ id }) => <ComboBoxItem id={id}>{id}</ComboBoxItem>}
          </ComboBox>
        </>
      }
    />
  );
}

/** Objects, and lists of them, as paths below the root. */
function objectsIn(nodes: readonly FieldNode[], root: string): readonly string[] {
  const above = root === '' ? '' : `${root}.`;
  return nodes.flatMap(({ path, node, children }) => {
    const object = node.items === undefined ? path : `${path}[]`;
    const isHere = path.startsWith(above) && children.length > 0 && node['meta:referencedFrom'] === undefined;
    return [...(isHere ? [object.slice(above.length)] : []), ...objectsIn(children, root)];
  });
}
