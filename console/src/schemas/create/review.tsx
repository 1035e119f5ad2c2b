import type { SchemaNode } from '@meniscus/languages/xdm';
import { Content, InlineAlert } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type ReactNode, useMemo } from 'react';
import { Details } from '../../ui/details.tsx';
import { t as shared } from '../../ui/messages.ts';
import { groups as groupTexts } from '../field-groups-texts.ts';
import { labelsText, own } from '../field-texts.ts';
import { Fields } from '../fields.tsx';
import type { Part } from '../library.ts';
import { SchemaName } from '../schema-title.tsx';
import { type Draft, marksOf, type Said } from './draft.ts';
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
          ...listed(shared('description'), draft.description === '' ? [] : [draft.description]),
          [shared('class'), ofClass?.title ?? ''],
          [groupTexts('fieldGroups'), groups.map(({ title }) => title).join(', ') || t('noGroups')],
          ...listed(
            t('ownFields'),
            draft.fields.map(({ path }) => path.join('.')),
          ),
          ...listed(t('identities'), draft.identities.map(identityText)),
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

/** A row for what there is; none for nothing. */
function listed(name: string, values: readonly ReactNode[]): readonly Row[] {
  if (values.length === 0) return [];
  const items = values.map((value, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the list stands as long as the review is read
    <div key={index}>{value}</div>
  ));
  return [[name, items]];
}

/** What is said of fields, each with its field. */
function saidRows({ labels, relationships, deprecated, displays }: Said): readonly Row[] {
  return [
    ...listed(
      own('relationship'),
      [...relationships].map(([path, { schemaId }]) => (
        <span key={path}>
          {`${path} → `}
          <SchemaName id={schemaId} />
        </span>
      )),
    ),
    ...listed(
      own('labels'),
      [...labels].map(([path, ones]) => `${path} – ${labelsText(ones)}`),
    ),
    ...listed(
      t('otherNames'),
      [...displays].map(([path, { title, values }]) =>
        [path, [title, ...Object.keys(values)].filter((one) => one !== '').join(', ')]
          .filter((one) => one !== '')
          .join(' – '),
      ),
    ),
    ...listed(own('deprecated'), [...deprecated]),
  ];
}
