import type { SchemaNode } from '@meniscus/languages/xdm';
import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMemo, useState } from 'react';
import { choiceWith, hasField } from '../chosen-fields/group-fields.ts';
import { FieldDetails } from '../field-details.tsx';
import { fieldNodes, nodeAt } from '../field-nodes.ts';
import { own } from '../field-texts.ts';
import { FieldTree } from '../field-tree.tsx';
import type { Part } from '../library.ts';
import { ExtendObject } from '../own-fields/extend-object.tsx';
import { Composition } from './composition.tsx';
import { type Draft, extendedGroups, marksOf, withChosen } from './draft.ts';
import { useDraftExtending } from './draft-extending.ts';
import { DraftFieldActions } from './draft-field-actions.tsx';
import { canIdentify, IdentityForm } from './identity-form.tsx';
import { t } from './texts.ts';

const columns = style({
  display: 'grid',
  gridTemplateColumns: { default: ['1fr'], lg: [256, '1fr', 320] },
  gap: 24,
  alignItems: 'start',
});

/** The editor: what the schema is made of, its fields as a tree, and what the chosen field is. */
export function Structure({
  draft,
  tenant,
  ofClass,
  groups,
  documents,
  document,
  onChange,
}: {
  draft: Draft;
  tenant: string;
  ofClass: Part | undefined;
  groups: readonly Part[];
  /** Those of the class and the groups. */
  documents: readonly SchemaNode[];
  document: SchemaNode;
  onChange: (draft: Draft) => void;
}) {
  const [selected, select] = useState('');
  const [search, setSearch] = useState('');
  const marks = useMemo(() => marksOf(draft), [draft]);
  const nodes = useMemo(() => fieldNodes(document, marks), [document, marks]);
  const field = nodeAt(nodes, selected);
  const ofGroups = groups.flatMap(({ id, title }) => {
    const document = documents.find(({ $id }) => $id === id);
    return document === undefined ? [] : [{ id, title, document, chosen: draft.chosen.get(id) }];
  });
  const extending = useDraftExtending(draft, onChange);
  const ofTheClass = documents.find(({ $id }) => $id === draft.classId);
  return (
    <div className={columns}>
      <Composition
        draft={draft}
        tenant={tenant}
        ofClass={ofClass}
        groups={groups}
        ofGroups={ofGroups}
        standard={{
          ofClass,
          groups: draft.groups,
          has: (path) => nodeAt(nodes, path) !== undefined,
          onTake: async ({ id }, document, path) => {
            onChange(withChosen(draft, id, choiceWith(ofGroups, id, document, path)));
            select(path);
          },
        }}
        onChange={onChange}
        onField={select}
      />
      <div className={style({ display: 'flex', flexDirection: 'column', gap: 8, minWidth: 0 })}>
        <Heading level={3} styles={style({ font: 'title', margin: 0 })}>
          {draft.name}
        </Heading>
        <FieldTree
          label={own('fields')}
          nodes={nodes}
          selected={selected}
          onSelect={select}
          search={search}
          onSearch={setSearch}
        />
      </div>
      <div className={style({ display: 'flex', flexDirection: 'column', gap: 16, minWidth: 0 })}>
        <FieldDetails field={field} isDraft />
        {field !== undefined && (
          <div key={field.path} className={style({ display: 'flex', flexWrap: 'wrap', gap: 8 })}>
            <ExtendObject
              classId={draft.classId}
              groups={extendedGroups(draft, ofGroups)}
              nodes={nodes}
              field={field}
              tenant={tenant}
              extending={extending}
              onAdded={select}
            />
            <DraftFieldActions
              draft={draft}
              field={field}
              root={`_${tenant}`}
              groups={ofTheClass === undefined || hasField(ofTheClass, field.path) ? [] : ofGroups}
              onChange={onChange}
            />
          </div>
        )}
        {field !== undefined &&
          (canIdentify(field) ? (
            <IdentityForm draft={draft} path={`/${field.path.replaceAll('.', '/')}`} onChange={onChange} />
          ) : (
            <p className={style({ font: 'ui-sm', color: 'neutral-subdued', margin: 0 })}>{t('noIdentityHere')}</p>
          ))}
      </div>
    </div>
  );
}
