import { ActionButton, DialogTrigger, Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import type { GroupFields } from '../chosen-fields/group-fields.ts';
import { ManageFields } from '../chosen-fields/manage-fields.tsx';
import type { StandardFields } from '../chosen-fields/recommended-fields.tsx';
import { FieldGroupsDialog } from '../field-groups-dialog.tsx';
import { groups as groupTexts } from '../field-groups-texts.ts';
import type { Part } from '../library.ts';
import { t as ownFields } from '../own-fields/texts.ts';
import { SmallButton } from '../small-button.tsx';
import {
  type Draft,
  groupTitle,
  type OwnField,
  withChosen,
  withField,
  withIdentity,
  withoutField,
  withoutInnerFields,
} from './draft.ts';
import { identityText } from './identity-text.ts';
import { InnerFieldButton } from './inner-field-button.tsx';
import { OwnFieldButton } from './own-field-button.tsx';
import { t } from './texts.ts';

const list = style({ display: 'flex', flexDirection: 'column', gap: 4, margin: 0, padding: 0, listStyleType: 'none' });
const entry = style({ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 8, font: 'ui' });

/** What the schema is made of: field groups, fields of its own, identities; each can be added and taken away. */
export function Composition({
  draft,
  tenant,
  ofClass,
  groups,
  ofGroups,
  standard,
  onChange,
  onField,
}: {
  draft: Draft;
  tenant: string;
  ofClass: Part | undefined;
  groups: readonly Part[];
  /** Those whose fields are known already. */
  ofGroups: readonly GroupFields[];
  /** Those that are offered in place of own ones. */
  standard: StandardFields;
  onChange: (draft: Draft) => void;
  /** Is told the path of an own field that was added or changed. */
  onField: (path: string) => void;
}) {
  const put = (field: OwnField, ownGroup: string | undefined) => {
    onChange({ ...withField(draft, field), ownGroup });
    onField([`_${tenant}`, ...field.path].join('.'));
  };
  return (
    <section
      aria-label={t('composition')}
      className={style({ display: 'flex', flexDirection: 'column', gap: 24, minWidth: 0 })}
    >
      <Section
        title={groupTexts('fieldGroups')}
        empty={t('noGroups')}
        add={
          <DialogTrigger>
            <SmallButton>{groupTexts('addFieldGroups')}</SmallButton>
            <FieldGroupsDialog
              ofClass={ofClass}
              taken={draft.groups}
              onAdd={(ids) => onChange({ ...draft, groups: [...draft.groups, ...ids] })}
            />
          </DialogTrigger>
        }
      >
        {groups.map(({ id, title }) => (
          <Entry
            key={id}
            name={groupTitle(draft, { id, title })}
            onRemove={() => onChange(withChosen(draft, id, []))}
            edit={ofGroups
              .filter((group) => group.id === id)
              .map(({ document, chosen }) => (
                <ManageFields
                  key={id}
                  title={title}
                  group={document}
                  chosen={chosen}
                  onChoose={async (fields) => onChange(withChosen(draft, id, fields))}
                />
              ))}
          />
        ))}
      </Section>
      <Section
        title={t('ownFields')}
        empty={t('noOwnFields')}
        add={
          <OwnFieldButton
            draft={draft}
            standard={standard}
            button={<SmallButton>{ownFields('addField')}</SmallButton>}
            onApply={put}
          />
        }
      >
        {[
          ...draft.fields.map((field) => (
            <Entry
              key={field.path.join('.')}
              name={field.path.join('.')}
              onRemove={() => onChange(withoutField(draft, field.path, tenant))}
              edit={
                <OwnFieldButton
                  draft={draft}
                  field={field}
                  button={
                    <ActionButton size="S" isQuiet aria-label={t('edit', field.path.join('.'))}>
                      ✎
                    </ActionButton>
                  }
                  onApply={put}
                />
              }
            />
          )),
          ...draft.extensions.flatMap((extension) =>
            extension.fields.map((field) => (
              <Entry
                key={field.path}
                name={field.path}
                onRemove={() => onChange(withoutInnerFields(draft, field.path))}
                edit={<InnerFieldButton draft={draft} extension={extension} field={field} onChange={onChange} />}
              />
            )),
          ),
        ]}
      </Section>
      <Section title={t('identities')} empty={t('noIdentities')}>
        {draft.identities.map((mark) => (
          <Entry
            key={mark.path}
            name={identityText(mark)}
            onRemove={() => onChange(withIdentity(draft, mark.path, undefined))}
          />
        ))}
      </Section>
    </section>
  );
}

function Section({
  title,
  empty,
  add,
  children,
}: {
  title: string;
  empty: string;
  add?: ReactNode;
  children: readonly ReactNode[];
}) {
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', alignItems: 'start', gap: 8 })}>
      <Heading level={3} styles={style({ font: 'title', margin: 0 })}>
        {title}
      </Heading>
      {children.length === 0 ? (
        <p className={style({ font: 'ui-sm', color: 'neutral-subdued', margin: 0 })}>{empty}</p>
      ) : (
        <ul aria-label={title} className={list} style={{ alignSelf: 'stretch' }}>
          {children}
        </ul>
      )}
      {add}
    </div>
  );
}

function Entry({ name, edit, onRemove }: { name: string; edit?: ReactNode; onRemove: () => void }) {
  return (
    <li className={entry}>
      <span className={style({ minWidth: 0, overflowWrap: 'anywhere' })}>{name}</span>
      <span className={style({ display: 'flex', flexShrink: 0 })}>
        {edit}
        <ActionButton size="S" isQuiet aria-label={t('remove', name)} onPress={onRemove}>
          ✕
        </ActionButton>
      </span>
    </li>
  );
}
