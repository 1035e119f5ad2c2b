import type { SchemaNode } from '@meniscus/languages/xdm';
import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { Details } from '../ui/details.tsx';
import { type FieldWords, useFieldTitles, useFieldWords } from '../ui/field-titles.ts';
import { t } from '../ui/messages.ts';
import { usePartTitles } from '../ui/part-titles.ts';
import { number } from '../ui/texts.ts';
import { descriptionOf, type FieldNode, titleOf, valuesOf } from './field-nodes.ts';
import { labelsText, own, typeText } from './field-texts.ts';
import { FieldValues } from './field-values.tsx';
import { SchemaName, SchemaTitle } from './schema-title.tsx';

/** The column of what is told and done with a field, beside the tree. */
export const besideTree = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  width: 320,
  maxWidth: 'full',
  flexShrink: 0,
});

type Row = readonly [name: string, value: ReactNode];

const LIMITS = ['minimum', 'maximum', 'minLength', 'maxLength'] as const;

/** What a field is: where, of which type, with which rules; from a draft nothing leads away. */
export function FieldDetails({ field, isDraft = false }: { field: FieldNode | undefined; isDraft?: boolean }) {
  const titles = useFieldTitles();
  const words = useFieldWords();
  return (
    <section aria-label={own('fieldProperties')} className={besideTree}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {field?.name ?? own('fieldProperties')}
      </Heading>
      {field === undefined ? (
        <p className={style({ font: 'body', margin: 0 })}>{own('chooseField')}</p>
      ) : (
        <>
          <Details rows={rowsOf(field, titleOf(field, titles), descriptionOf(field, words), isDraft)} />
          <Choices key={field.path} field={field} words={words} />
        </>
      )}
    </section>
  );
}

/** The only values the field may have, or those that are suggested for it. */
function Choices({ field, words }: { field: FieldNode; words: FieldWords }) {
  const values = valuesOf(field, words);
  if (values.length === 0) return null;
  const { enum: only } = field.node.items ?? field.node;
  return <FieldValues title={own(only === undefined ? 'suggested' : 'enum')} values={values} />;
}

function rowsOf(field: FieldNode, title: string | undefined, description: string, isDraft: boolean): readonly Row[] {
  const { relationship, path, node, required, deprecated, identity, labels, inherited } = field;
  const Schema = isDraft ? SchemaName : SchemaTitle;
  const dataType = (node.items ?? node)['meta:referencedFrom'];
  const rows: readonly (Row | false)[] = [
    [own('path'), path],
    title !== undefined && [own('displayName'), title],
    [own('type'), typeText(node)],
    dataType !== undefined && [own('dataType'), <PartTitle key="dataType" id={String(dataType)} />],
    description !== '' && [t('description'), description],
    required && [own('required'), own('yes')],
    identity !== undefined &&
      identity.namespace !== '' && [own(identity.primary ? 'primaryIdentity' : 'identity'), identity.namespace],
    relationship !== undefined && [own('relationship'), <Schema key="relationship" id={relationship.schemaId} />],
    relationship !== undefined && [own('referenceNamespace'), relationship.namespace],
    deprecated && [own('deprecated'), own('yes')],
    labels.length > 0 && [own('labels'), labelsText(labels)],
    inherited.length > 0 && [own('inherited'), labelsText(inherited)],
    ...rules(node.items ?? node),
  ];
  return rows.filter((row) => row !== false);
}

function PartTitle({ id }: { id: string }) {
  return usePartTitles().data?.get(id) ?? id;
}

function rules(node: SchemaNode): readonly (Row | false)[] {
  const { format, pattern } = node;
  return [
    format !== undefined && [own('format'), format],
    pattern !== undefined && [own('pattern'), pattern],
    ...LIMITS.map((name): Row | false => {
      const limit = node[name];
      return typeof limit === 'number' && [own(name), number(limit)];
    }),
    node.default !== undefined && [own('default'), String(node.default)],
  ];
}
