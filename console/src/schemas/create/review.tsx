import type { SchemaNode } from '@meniscus/languages/xdm';
import { Content, InlineAlert } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMemo } from 'react';
import { Details } from '../../ui/details.tsx';
import { t as shared } from '../../ui/messages.ts';
import { groups as groupTexts } from '../field-groups-texts.ts';
import { Fields } from '../fields.tsx';
import type { Part } from '../library.ts';
import { type Draft, marksOf } from './draft.ts';
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
          [shared('description'), draft.description],
          [shared('class'), ofClass?.title ?? ''],
          [groupTexts('fieldGroups'), groups.map(({ title }) => title).join(', ')],
          [t('ownFields'), draft.fields.map(({ path }) => path.join('.')).join(', ')],
          [t('identities'), draft.identities.map(identityText).join(', ')],
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
