import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { choice as t } from './field-groups-texts.ts';
import { Fields } from './fields.tsx';
import { industriesText } from './industries.ts';
import { type Part, type PartDocument, useDocuments } from './library.ts';

/** The fields of a class or field group that may be chosen; the hint while there is none. */
export function PartPreview({
  part,
  kind,
  hint,
}: {
  part: Part | undefined;
  kind: PartDocument['kind'];
  hint: string;
}) {
  const [document] = useDocuments(part === undefined ? [] : [{ part, kind }]);
  return (
    <section
      aria-label={t('preview')}
      className={style({ display: 'flex', flexDirection: 'column', gap: 8, minWidth: 0, minHeight: 0, flexGrow: 1 })}
    >
      <Heading level={3} styles={style({ font: 'title', margin: 0, flexGrow: 0 })}>
        {part?.title ?? t('preview')}
      </Heading>
      <p className={style({ font: 'body-sm', margin: 0 })}>{part?.description ?? hint}</p>
      {part !== undefined && part.industries.length > 0 && (
        <p className={style({ font: 'ui-sm', color: 'neutral-subdued', margin: 0 })}>
          {t('industriesAre', industriesText(part.industries))}
        </p>
      )}
      {document !== undefined && <Fields key={part?.id} document={document} fills />}
    </section>
  );
}
