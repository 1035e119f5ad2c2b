import type { SchemaNode } from '@meniscus/languages/xdm';
import { Content, InlineAlert } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type ReactNode, useMemo } from 'react';
import { Details } from '../../ui/details.tsx';
import { t as shared } from '../../ui/messages.ts';
import { listed } from '../../ui/texts.ts';
import { groups as groupTexts } from '../field-groups-texts.ts';
import { labelsText, own } from '../field-texts.ts';
import { Fields } from '../fields.tsx';
import type { Part } from '../library.ts';
import { SchemaName } from '../schema-title.tsx';
import { type Draft, groupTitle, marksOf, type Said } from './draft.ts';
import { ownGroupTitle } from './group-titles.ts';
import { identityText } from './identity-text.ts';
import { t } from './texts.ts';

/** Everything that will be made. */
export function Review({
  draft,
  ofClass,
  groups,
  document,
}: {
  draft: Draft;
  ofClass: Part | undefined;
  groups: readonly Part[];
  document: SchemaNode;
}) {
  const identifies =
    draft.identities.some(({ isPrimary }) => isPrimary) || document.properties?.identityMap !== undefined;
  const marks = useMemo(() => marksOf(draft), [draft]);
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <Details
        rows={[
          [t('displayName'), draft.name],
          ...(draft.description === '' ? [] : [[shared('description'), draft.description] as const]),
          [shared('class'), ofClass?.title ?? ''],
          [groupTexts('fieldGroups'), listed(groups.map((group) => groupTitle(draft, group))) || t('noGroups')],
          ...ofFields(t('ownFields'), [
            ...draft.fields.map(({ path }) => [path.join('.'), `${path.join('.')} – ${ownGroupTitle(draft)}`] as const),
            ...draft.extensions.flatMap(({ title, fields }) =>
              fields.map(({ path }) => [path, `${path} – ${title}`] as const),
            ),
          ]),
          ...ofFields(
            t('identities'),
            draft.identities.map((mark) => [mark.path, identityText(mark)]),
          ),
          ...saidRows(draft.said),
        ]}
      />
      {!identifies && (
        <InlineAlert variant="informative">
          <Content>{t('profileHint')}</Content>
        </InlineAlert>
      )}
      <Fields document={document} marks={marks} />
    </div>
  );
}

type Row = readonly [name: string, value: ReactNode];

/** A row of fields by their paths, each with its line; none where there are none. */
function ofFields(name: string, fields: Iterable<readonly [path: string, line: ReactNode]>): readonly Row[] {
  const lines = [...fields].map(([path, line]) => <div key={path}>{line}</div>);
  return lines.length === 0 ? [] : [[name, lines]];
}

/** What is said of fields, each with its field. */
function saidRows({ labels, relationships, deprecated, displays }: Said): readonly Row[] {
  const named = (path: string, names: readonly string[]) => (names.length === 0 ? path : `${path} – ${listed(names)}`);
  return [
    ...ofFields(
      own('relationship'),
      [...relationships].map(([path, { schemaId }]) => [
        path,
        <>
          {`${path} → `}
          <SchemaName id={schemaId} />
        </>,
      ]),
    ),
    ...ofFields(
      own('labels'),
      [...labels].map(([path, ones]) => [path, `${path} – ${labelsText(ones)}`]),
    ),
    ...ofFields(
      t('otherNames'),
      [...displays].map(([path, { title, values }]) => [
        path,
        named(path, [...(title === '' ? [] : [title]), ...Object.keys(values)]),
      ]),
    ),
    ...ofFields(own('deprecated'), deprecated.entries()),
  ];
}
