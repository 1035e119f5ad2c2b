import { type GroupFields, groupsWith, removalOf } from '../chosen-fields/group-fields.ts';
import { t } from '../chosen-fields/texts.ts';
import { DeprecateAction } from '../field-marks/deprecate-action.tsx';
import { DisplayActions } from '../field-marks/display-actions.tsx';
import { EditLabels } from '../field-marks/edit-labels.tsx';
import { canRelate, RelationshipActions } from '../field-marks/relationship.tsx';
import type { FieldNode } from '../field-nodes.ts';
import { SmallButton } from '../small-button.tsx';
import { type Draft, withChosen, withoutInnerFields } from './draft.ts';
import { draftChanges } from './said.ts';

/** What can be said of a field before its schema is there; it is made with it. */
export function DraftFieldActions({
  draft,
  field,
  root,
  groups,
  onChange,
}: {
  draft: Draft;
  field: FieldNode;
  /** Object the fields of the organisation lie in. */
  root: string;
  /** Field groups it can be taken out of; none when the class has it. */
  groups: readonly GroupFields[];
  onChange: (draft: Draft) => void;
}) {
  const changes = draftChanges(draft, onChange);
  const isStandard = !field.path.split('.').includes(root);
  const having = field.path === root ? [] : groupsWith(groups, field);
  const remove = () => {
    const left = withoutInnerFields(draft, field.path);
    onChange([...removalOf(having, field)].reduce((rest, [id, chosen]) => withChosen(rest, id, chosen), left));
  };
  return (
    <>
      {canRelate(field) && <RelationshipActions changes={changes} schemaId="" field={field} />}
      {field.path !== root && <EditLabels changes={changes} field={field} />}
      {isStandard && <DisplayActions changes={changes} field={field} />}
      {isStandard && <DeprecateAction changes={changes} field={field} />}
      {having.length > 0 && <SmallButton onPress={remove}>{t('remove')}</SmallButton>}
    </>
  );
}
