import { ApiError } from '@meniscus/client';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMemo, useState } from 'react';
import { useParameter } from '../../ui/address.ts';
import { AddressTabs } from '../../ui/address-tabs.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { Details } from '../../ui/details.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/messages.ts';
import { Loaded, Page, ProblemBanner } from '../../ui/page.tsx';
import { usePartTitles } from '../../ui/part-titles.ts';
import { useMay } from '../../ui/person.ts';
import { DetailedFields } from '../detailed-fields.tsx';
import { groups as groupTexts } from '../field-groups-texts.ts';
import { fieldNodes } from '../field-nodes.ts';
import { useTenant } from '../library.ts';
import { AddOwnField } from '../own-fields/add-own-field.tsx';
import { ExtendObject } from '../own-fields/extend-object.tsx';
import { ownField, type PartName, useOwnParts } from '../own-fields/own-parts.ts';
import { SchemaMenu } from '../schema-menu.tsx';
import { useSchema, type WholeSchema } from '../schemas.ts';
import { EditDetails } from './edit-details.tsx';
import { FieldActions } from './field-actions.tsx';
import { markedFields } from './marked-fields.tsx';
import { useNewGroup } from './new-group.ts';
import { ProfileSwitch } from './profile-switch.tsx';
import { SchemaFieldGroups } from './schema-field-groups.tsx';
import { useSchemaGroups, useStandardFields, useTakeIn } from './schema-groups.ts';
import { SchemaLabels } from './schema-labels.tsx';
import { own } from './texts.ts';

const ABOVE = [{ label: t('schemas'), href: '/schemas' }];

/** What the platform did not take, and of which version of the schema: once it is another, that is over. */
interface Refusal {
  readonly error: Error;
  readonly version: unknown;
}

/** One schema: what it is made of and its fields. */
export function SchemaPage() {
  const schema = useSchema(useParameter('schemaId'));
  const mayManage = useMay('manage-schemas');
  const [refusal, setRefusal] = useState<Refusal>();
  const version = schema.data?.document.version;
  const onRefused = (error: Error) => setRefusal({ error, version });
  if (schema.error instanceof ApiError && schema.error.status === 404) return <NoSchema />;
  return (
    <Page
      title={schema.data?.title ?? own('schema')}
      above={ABOVE}
      actions={
        schema.data !== undefined && (
          <>
            {mayManage && <ProfileSwitch schema={schema.data} />}
            {mayManage && <EditDetails schema={schema.data} />}
            <SchemaMenu schema={schema.data} onRefused={onRefused} />
          </>
        )
      }
    >
      {refusal !== undefined && refusal.version === version && <ProblemBanner error={refusal.error} />}
      <Loaded query={schema}>
        {(found) => (
          <AddressTabs
            label={found.title}
            tabs={[
              {
                id: 'structure',
                label: own('structure'),
                content: () => <Composition schema={found} onRefused={onRefused} />,
              },
              { id: 'labels', label: own('labels'), content: () => <SchemaLabels schema={found} /> },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}

function NoSchema() {
  return (
    <Page title={own('gone')} above={ABOVE}>
      <EmptyState title={own('gone')} hint={own('goneHint')} action={{ label: own('toSchemas'), href: '/schemas' }} />
    </Page>
  );
}

function Composition({ schema, onRefused }: { schema: WholeSchema; onRefused: (error: Error) => void }) {
  const marked = useMemo(() => markedFields(schema), [schema]);
  const titles = usePartTitles().data;
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <Details
        rows={[
          [t('class'), titles?.get(schema.class) ?? ''],
          [groupTexts('fieldGroups'), <SchemaFieldGroups key="groups" schema={schema} onRefused={onRefused} />],
          ...marked,
          ...(schema.description === '' ? [] : [[t('description'), schema.description] as const]),
        ]}
      />
      <div className={style({ maxWidth: 640 })}>
        <CopyField label={own('schemaId')} value={schema.id} />
      </div>
      <Fields schema={schema} />
    </div>
  );
}

function Fields({ schema }: { schema: WholeSchema }) {
  const { document, marks } = schema;
  const mayManage = useMay('manage-schemas');
  const nodes = useMemo(() => fieldNodes(document, marks), [document, marks]);
  const tenant = useTenant() ?? '';
  const root = `_${tenant}`;
  const parts = useOwnParts(partsOf(schema), tenant);
  const newGroup = useNewGroup(schema);
  const groups = useSchemaGroups(schema);
  const takeStandard = useStandardFields(schema, nodes);
  const takeIn = useTakeIn(schema);
  return (
    <DetailedFields
      nodes={nodes}
      actions={({ selected, select }) =>
        mayManage && (
          <AddOwnField
            parts={parts}
            root={root}
            nodes={nodes}
            selected={selected}
            newGroup={newGroup()}
            standard={takeStandard(select)}
            takeIn={takeIn}
            onAdded={select}
          />
        )
      }
      fieldActions={(field, { select }) => (
        <>
          {mayManage && (
            <ExtendObject
              classId={schema.class}
              groups={groups}
              nodes={nodes}
              field={field}
              tenant={tenant}
              extending={{ newGroup, takeIn }}
              onAdded={select}
            />
          )}
          <FieldActions schema={schema} field={field} own={ownField(parts, field)} root={root} />
        </>
      )}
    />
  );
}

/** New fields go to the field groups first. */
function partsOf({ fieldGroups, class: classId }: WholeSchema): readonly PartName[] {
  return [...fieldGroups.map((id) => ({ kind: 'fieldGroup' as const, id })), { kind: 'class', id: classId }];
}
