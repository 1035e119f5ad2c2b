import type { SchemaNode } from '@meniscus/languages/xdm';
import { Button } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { ProblemBanner } from '../../ui/page.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { fieldNodes, fieldsWhere, NO_MARKS } from '../field-nodes.ts';
import { typeText } from '../field-texts.ts';
import { fits, type Part, useDocuments, useFieldGroups } from '../library.ts';
import { t } from './texts.ts';

/** Letters from which fields are recommended, further groups that are looked into, and fields that are shown. */
const LEAST = 3;
const MOST_GROUPS = 6;
const MOST = 5;

/** A standard field, and how it is taken instead of making one's own. */
export interface StandardFields {
  readonly ofClass: Part | undefined;
  /** `$id`s of the field groups the schema has fields of already. */
  readonly groups: readonly string[];
  /** Has the schema the field already? */
  readonly has: (path: string) => boolean;
  /** Resolves when the schema has it. */
  readonly onTake: (group: Part, document: SchemaNode, path: string) => Promise<unknown>;
}

const list = style({ display: 'flex', flexDirection: 'column', gap: 8, margin: 0, padding: 0, listStyleType: 'none' });
const entry = style({ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 12, font: 'ui' });

/** Standard fields of the name that is being typed, with the groups they are of: those are better known than one's own. */
export function RecommendedFields({
  name,
  standard,
  onTaken,
}: {
  name: string;
  standard: StandardFields;
  onTaken: () => void;
}) {
  const { has, onTake } = standard;
  const typed = name.trim().toLowerCase();
  const isLike = (text: string) => text.replaceAll(' ', '').toLowerCase().startsWith(typed);
  const known = useFieldGroups().data ?? [];
  const groups = typed.length < LEAST ? [] : groupsFor(known, standard, isLike);
  const documents = useDocuments(groups.map((part) => ({ part, kind: 'group' as const })));
  const { busy, problem, submit } = useSubmission();
  const found = groups.flatMap((group) => {
    const document = documents.find(({ $id }) => $id === group.id);
    if (document === undefined) return [];
    const fields = fieldsWhere(fieldNodes(document, NO_MARKS), (field) => isLike(field.name) && !has(field.path));
    return fields.map((field) => ({ group, document, field }));
  });
  if (found.length === 0) return null;
  return (
    <section aria-label={t('recommended')} className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
      <p className={style({ font: 'title-sm', margin: 0 })}>{t('recommended')}</p>
      {problem !== undefined && <ProblemBanner error={problem} />}
      <ul className={list}>
        {found.slice(0, MOST).map(({ group, document, field }) => (
          <li key={`${group.id} ${field.path}`} className={entry}>
            <span className={style({ minWidth: 0, overflowWrap: 'anywhere' })}>
              {field.path}{' '}
              <span className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>{typeText(field.node)}</span>
              <br />
              <span className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>{group.title}</span>
            </span>
            <Button
              variant="secondary"
              size="S"
              isPending={busy}
              aria-label={t('take', { path: field.path, group: group.title })}
              onPress={() => void submit(() => onTake(group, document, field.path), onTaken)}
            >
              {t('add')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Groups to look into: those whose fields are used already, then a few others that declare such a field. */
function groupsFor(known: readonly Part[], { ofClass, groups }: StandardFields, isLike: (text: string) => boolean) {
  const standard = known.filter((one) => !one.isCustom && fits(one, ofClass));
  const used = standard.filter(({ id }) => groups.includes(id));
  const others = standard.filter((one) => !used.includes(one) && one.fields.some(isLike));
  return [...used, ...others.slice(0, MOST_GROUPS)];
}
