import { Heading, Link } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMemo } from 'react';
import { to } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { CarriedLabels } from '../../ui/labels.tsx';
import { useMay } from '../../ui/person.ts';
import { RowsTable } from '../../ui/rows-table.tsx';
import { fieldNodes, fieldsWhere } from '../field-nodes.ts';
import { labelsText } from '../field-texts.ts';
import type { WholeSchema } from '../schemas.ts';
import { useDescriptors, WHOLE } from './descriptors.ts';
import { own } from './texts.ts';

const part = style({ display: 'flex', flexDirection: 'column', gap: 12 });
const text = style({ font: 'body', margin: 0 });

/** The labels the whole schema carries, given and taken here; and which of its fields carry some of their own. */
export function SchemaLabels({ schema }: { schema: WholeSchema }) {
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 32, maxWidth: 960 })}>
      <WholeLabels schema={schema} />
      <FieldLabels schema={schema} />
    </div>
  );
}

function WholeLabels({ schema }: { schema: WholeSchema }) {
  const { label } = useDescriptors(schema);
  const carried = schema.marks.labels.get(WHOLE) ?? [];
  const change = useChange(
    (labels: readonly string[]) => label(WHOLE, labels),
    () => own('labelsSaved', schema.title),
  );
  return (
    <section aria-label={own('wholeSchema')} className={part}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {own('wholeSchema')}
      </Heading>
      <p className={text}>{own('wholeHint')}</p>
      <CarriedLabels
        carried={carried}
        mayChange={useMay('manage-schemas')}
        onAdd={(added) => change.attempt([...carried, added])}
        onRemove={(removed) => change.attempt(carried.filter((one) => one !== removed))}
      />
    </section>
  );
}

function FieldLabels({ schema: { altId, document, marks } }: { schema: WholeSchema }) {
  const rows = useMemo(
    () => fieldsWhere(fieldNodes(document, marks), ({ labels }) => labels.length > 0),
    [document, marks],
  );
  return (
    <section aria-label={own('labelledFields')} className={part}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {own('labelledFields')}
      </Heading>
      {rows.length === 0 ? (
        <p className={text}>{own('noLabelledFields')}</p>
      ) : (
        <RowsTable
          label={own('labelledFields')}
          rows={rows}
          id={({ path }) => path}
          columns={[
            {
              key: 'field',
              title: own('field'),
              share: 2,
              cell: ({ path }) => <Link href={to`/schemas/${altId}?field=${path}`}>{path}</Link>,
            },
            { key: 'labels', title: own('labels'), cell: ({ labels }) => labelsText(labels) },
          ]}
        />
      )}
    </section>
  );
}
