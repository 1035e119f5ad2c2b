import { ApiError } from '@meniscus/client';
import type { SchemaNode } from '@meniscus/languages/xdm';
import { Button } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMemo, useState } from 'react';
import { useParameter } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Details } from '../../ui/details.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/messages.ts';
import { Loaded, Page, ProblemBanner } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { useSchemas } from '../../ui/schemas.ts';
import { DetailedFields } from '../detailed-fields.tsx';
import { type FieldNode, fieldNodes, NO_MARKS, objectIn } from '../field-nodes.ts';
import { useTenant } from '../library.ts';
import { AddOwnField } from '../own-fields/add-own-field.tsx';
import { ConvertToDataType, canConvert } from '../own-fields/convert-to-data-type.tsx';
import { DeleteOwnField, DeprecateOwnField, EditOwnField } from '../own-fields/own-field-actions.tsx';
import { isOwn, type OwnField, ownField, type PartKind, useOwnParts } from '../own-fields/own-parts.ts';
import { t as ownFields } from '../own-fields/texts.ts';
import { SchemaTitle } from '../schema-title.tsx';
import { PARTS } from './part-kinds.ts';
import { own } from './texts.ts';
import { usePart } from './use-part.ts';

export const ClassPage = () => <PartPage kind="class" />;
export const FieldGroupPage = () => <PartPage kind="fieldGroup" />;
export const DataTypePage = () => <PartPage kind="dataType" />;

/** A class, field group or data type: its fields; the organisation's own can be changed. */
function PartPage({ kind }: { kind: PartKind }) {
  const altId = useParameter('partId');
  const part = usePart(kind, altId);
  const tenant = useTenant();
  const mayManage = useMay('manage-schemas');
  const [refusal, setRefusal] = useState<Error>();
  const above = [
    { label: t('schemas'), href: '/schemas' },
    { label: PARTS[kind].many, href: `/schemas?tab=${PARTS[kind].tab}` },
  ];
  if (part.error instanceof ApiError && part.error.status === 404)
    return (
      <Page title={own('gone')} above={above}>
        <EmptyState
          title={own('gone')}
          hint={own('goneHint')}
          action={{ label: PARTS[kind].many, href: above[1]!.href }}
        />
      </Page>
    );
  const mayChange = mayManage && tenant !== undefined && isOwn(String(part.data?.$id), tenant);
  return (
    <Page
      title={part.data?.title ?? PARTS[kind].one}
      above={above}
      actions={mayChange && <DeletePart kind={kind} document={part.data!} onRefused={setRefusal} />}
    >
      {refusal !== undefined && <ProblemBanner error={refusal} />}
      <Loaded query={part}>
        {(document) => (
          <>
            <About kind={kind} document={document} />
            <Fields kind={kind} document={document} tenant={tenant ?? ''} mayChange={mayChange} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function About({ kind, document: { $id = '', description = '' } }: { kind: PartKind; document: SchemaNode }) {
  const users = (useSchemas().data ?? []).filter(({ parts }) => parts.includes($id));
  return (
    <Details
      rows={[
        ...(description === '' ? [] : [[t('description'), description] as const]),
        ...(kind === 'dataType'
          ? []
          : [
              [
                own('usedBy'),
                <span key="users" className={style({ display: 'flex', flexWrap: 'wrap', gap: 12 })}>
                  {users.length === 0 ? own('nobody') : users.map(({ id }) => <SchemaTitle key={id} id={id} />)}
                </span>,
              ] as const,
            ]),
      ]}
    />
  );
}

function Fields({
  kind,
  document,
  tenant,
  mayChange,
}: {
  kind: PartKind;
  document: SchemaNode;
  tenant: string;
  mayChange: boolean;
}) {
  const nodes = useMemo(() => fieldNodes(document, NO_MARKS), [document]);
  const parts = useOwnParts(mayChange ? [{ kind, id: String(document.$id) }] : [], tenant);
  return (
    <DetailedFields
      nodes={nodes}
      actions={({ selected, select }) =>
        parts.length > 0 && (
          <AddOwnField parts={parts} root={parts[0]!.root} nodes={nodes} selected={selected} onAdded={select} />
        )
      }
      fieldActions={(field, { select }) => (
        <>
          {kind === 'fieldGroup' && parts.length > 0 && objectIn(field, parts[0]!.root) !== undefined && (
            <AddOwnField
              label={ownFields('addFieldInside')}
              parts={parts}
              root={`${objectIn(field, parts[0]!.root)}.${parts[0]!.root}`}
              nodes={nodes}
              selected={field.path}
              onAdded={select}
            />
          )}
          <OwnFieldActions field={field} own={ownField(parts, field)} />
        </>
      )}
    />
  );
}

/** What can be done with a field that is declared here. */
function OwnFieldActions({ field, own: declared }: { field: FieldNode; own: OwnField | undefined }) {
  if (declared === undefined) return null;
  return (
    <>
      <EditOwnField field={field} own={declared} />
      {canConvert(declared) && <ConvertToDataType field={field} own={declared} />}
      <DeleteOwnField field={field} own={declared} />
      <DeprecateOwnField field={field} own={declared} />
    </>
  );
}

function DeletePart({
  kind,
  document: { $id = '', title = '' },
  onRefused,
}: {
  kind: PartKind;
  document: SchemaNode;
  onRefused: (error: Error) => void;
}) {
  const client = useClient();
  const confirm = useConfirm();
  const { attempt, isPending } = useChange(
    () => client.call(PARTS[kind].remove, { path: { resourceId: $id } }),
    () => own('deleted', title),
    () => `/schemas?tab=${PARTS[kind].tab}`,
  );
  const ask = async () => {
    const question = { title: own('deleteTitle', title), consequence: own('deleteHint'), confirm: own('delete') };
    if (await confirm({ ...question, destructive: true })) await attempt().catch(onRefused);
  };
  return (
    <Button variant="secondary" isPending={isPending} onPress={() => void ask()}>
      {own('delete')}
    </Button>
  );
}
