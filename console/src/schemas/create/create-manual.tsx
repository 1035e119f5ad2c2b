import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { to, useGo } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { t as shared } from '../../ui/messages.ts';
import { notifyDone, notifyFailed } from '../../ui/notify.ts';
import { SCHEMAS, useSchemas } from '../../ui/schemas.ts';
import { Wizard } from '../../ui/wizard.tsx';
import { picked } from '../chosen-fields/chosen.ts';
import { type Part, useClasses, useDataTypes, useDocuments, useFieldGroups, useTenant } from '../library.ts';
import { ChooseClass } from './choose-class.tsx';
import {
  composed,
  type Draft,
  EMPTY,
  formsOf,
  innerDocument,
  ownDocument,
  resourcesOf,
  withDataTypes,
} from './draft.ts';
import { ownGroupTitle, useTakenTitle } from './group-titles.ts';
import { NameAndReview } from './name-and-review.tsx';
import { Review } from './review.tsx';
import { ofFieldsIn, withDisplays } from './said.ts';
import { Structure } from './structure.tsx';
import { t } from './texts.ts';

/** An id as the registry gives them. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The class and the field groups of a draft, the document they and the draft's own fields make together, and the draft without
 * what it says of fields that are not in it.
 */
function useComposed(draft: Draft, tenant: string) {
  const classes = useClasses().data ?? [];
  const known = useFieldGroups().data ?? [];
  const ofClass = classes.find(({ id }) => id === draft.classId);
  const groups = draft.groups.flatMap((id) => known.find((group) => group.id === id) ?? []);
  const documents = useDocuments([
    ...(ofClass === undefined ? [] : [{ part: ofClass, kind: 'class' as const }]),
    ...groups.map((part) => ({ part, kind: 'group' as const })),
  ]);
  const types = useDocuments(dataTypesOf(draft, useDataTypes().data ?? []));
  const whole = useMemo(() => {
    const known = new Map(types.map((type) => [String(type.$id), type]));
    const there = tenant === '' ? [] : [...documents, ...types].map(({ $id }) => String($id));
    const parts = documents.map((one) => picked(one, draft.chosen.get(String(one.$id))));
    const own = [...draft.extensions.map(innerDocument), ownDocument(draft, tenant)];
    const all = composed([...parts, ...own.map((one) => withDataTypes(one, known))]);
    return { document: withDisplays(all, draft.said.displays), draft: ofFieldsIn(draft, all, new Set(there)) };
  }, [documents, types, draft, tenant]);
  return { ofClass, groups, documents, ...whole };
}

function dataTypesOf(draft: Draft, known: readonly Part[]) {
  const used = new Set(formsOf(draft).map(({ dataType }) => dataType));
  return known.filter(({ id }) => used.has(id)).map((part) => ({ part, kind: 'dataType' as const }));
}

/** A schema by hand: its class, its name, its structure. Nothing is made before the last step, and then all of it or none. */
export function CreateManual() {
  const client = useClient();
  const cache = useQueryClient();
  const go = useGo();
  const [entered, setDraft] = useState(EMPTY);
  const tenant = useTenant() ?? '';
  const { ofClass, groups, documents, document, draft } = useComposed(entered, tenant);
  const name = draft.name.trim();
  const isTaken = (useSchemas().data ?? []).some(({ title }) => title === name);
  const create = useMutation({
    mutationFn: () => {
      const named = { ...draft, name, ownGroup: ownGroupTitle(draft) };
      return client.call('importResource', { body: resourcesOf(named, tenant, newId) });
    },
    onSuccess: async (made) => {
      await cache.invalidateQueries({ queryKey: [SCHEMAS] });
      const schema = made.find((one) => one['meta:resourceType'] === 'schemas')!;
      notifyDone(t('done', name));
      go(to`/schemas/${String(schema['meta:altId'])}`);
    },
    onError: notifyFailed,
  });
  const unnamed = draft.identities.find(({ namespace }) => namespace === '');
  const taken = useTakenTitle(draft);
  return (
    <Wizard
      title={t('manual')}
      above={[
        { label: shared('schemas'), href: '/schemas' },
        { label: t('create'), href: '/schemas/create' },
      ]}
      entered={entered}
      onCancel={() => go('/schemas')}
      onFinish={() =>
        create.mutateAsync().then(
          () => true,
          () => false,
        )
      }
      steps={[
        {
          id: 'details',
          label: t('details'),
          missing: draft.classId === '' ? t('chooseClass') : undefined,
          content: (
            <ChooseClass
              classId={draft.classId}
              // Field groups are for a class: with another one they are chosen anew.
              onChange={(classId) =>
                setDraft((before) => ({ ...before, classId, groups: [], chosen: new Map(), extensions: [] }))
              }
            />
          ),
        },
        {
          id: 'naming',
          label: t('naming'),
          missing: name === '' ? t('giveName') : isTaken ? t('nameTaken') : undefined,
          content: <NameAndReview draft={draft} document={document} isTaken={isTaken} onChange={setDraft} />,
        },
        {
          id: 'structure',
          label: t('structure'),
          missing:
            unnamed !== undefined
              ? t('giveNamespace', unnamed.path.slice(1).replaceAll('/', '.'))
              : taken === undefined
                ? undefined
                : t('renameGroup', taken),
          content: (
            <Structure
              draft={draft}
              tenant={tenant}
              ofClass={ofClass}
              groups={groups}
              documents={documents}
              document={document}
              onChange={setDraft}
            />
          ),
        },
        {
          id: 'review',
          label: t('review'),
          content: <Review draft={draft} ofClass={ofClass} groups={groups} document={document} />,
        },
      ]}
    />
  );
}
