import type { SchemaNode } from '@meniscus/languages/xdm';
import { Heading, TextArea, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { t as shared } from '../../ui/messages.ts';
import { Fields } from '../fields.tsx';
import type { Draft } from './draft.ts';
import { t } from './texts.ts';

/** Name and description of the schema, and what its class brings. */
export function NameAndReview({
  draft,
  document,
  isTaken,
  onChange,
}: {
  draft: Draft;
  document: SchemaNode;
  isTaken: boolean;
  onChange: (draft: Draft) => void;
}) {
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <div className={style({ display: 'flex', flexDirection: 'column', gap: 16, maxWidth: 512 })}>
        <TextField
          label={t('displayName')}
          isRequired
          value={draft.name}
          onChange={(name) => onChange({ ...draft, name })}
          isInvalid={isTaken}
          errorMessage={t('nameTaken')}
        />
        <TextArea
          label={shared('description')}
          value={draft.description}
          onChange={(description) => onChange({ ...draft, description })}
        />
      </div>
      <Heading level={3} styles={style({ font: 'title', margin: 0 })}>
        {t('baseStructure')}
      </Heading>
      <Fields document={document} />
    </div>
  );
}
