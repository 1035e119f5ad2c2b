import { ApiError } from '@meniscus/client';
import { Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { Reasons } from '../../ui/explanation/reasons.tsx';
import { IdentityForm } from '../../ui/identity-form.tsx';
import { useNamespaceName } from '../../ui/namespace-field.tsx';
import { Loaded } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { namedPermission } from '../../ui/permission-names.ts';
import { useMay } from '../../ui/person.ts';
import { type Member, sampleOf } from '../members.ts';
import { t } from './texts.ts';

const line = style({ font: 'ui', margin: 0 });

/** Whom the rule is explained for. */
type Who = Pick<Member, 'namespace' | 'id'>;

interface Explained {
  /** The rule as text, once it is complete. */
  readonly rule: string | undefined;
  /** The merge policy of the audience, when it names one. */
  readonly mergePolicyId: string | undefined;
  readonly audienceName: (id: string) => string;
}

/**
 * Says of a person, block by block, whether the rule holds and why, before it is saved: of one of those it matches, or of
 * anybody. Who was chosen stays while the rule changes, so that one sees what each change does to them.
 */
export function ExplainPanel({ rule, ...how }: Explained) {
  const maySee = useMay('view-profiles', 'manage-profiles');
  return (
    <Panel title={t('explainSample')}>
      {!maySee && <p className={line}>{t('explainMay', namedPermission('view-profiles'))}</p>}
      {maySee && rule === undefined && <p className={line}>{t('explainHint')}</p>}
      {maySee && rule !== undefined && <ChosenPerson rule={rule} {...how} />}
    </Panel>
  );
}

function ChosenPerson({ rule, ...how }: Explained & { rule: string }) {
  const client = useClient();
  const [chosen, choose] = useState<Who>();
  const [namespace, setNamespace] = useState('Email');
  const sample = useQuery({
    queryKey: ['rule-sample', rule],
    placeholderData: keepPreviousData,
    staleTime: 5000,
    queryFn: ({ signal }) => sampleOf(client, rule, signal),
  });
  return (
    <Loaded query={sample}>
      {(members) => {
        const who = chosen ?? members[0];
        return (
          <>
            <SamplePicker members={members} chosen={who} onChoose={choose} />
            <IdentityForm
              label={t('anybody')}
              namespace={namespace}
              onNamespace={setNamespace}
              isPending={false}
              variant="secondary"
              onLookUp={choose}
            />
            {who !== undefined && <Answer rule={rule} who={who} {...how} />}
          </>
        );
      }}
    </Loaded>
  );
}

/** The key a person is chosen by: one identity of theirs. */
function keyOf({ namespace, id }: Who): string {
  return `${id} (${namespace})`;
}

/** A person as one identity of theirs, with what its namespace is called. */
function useNameOf(): (who: Who) => string {
  const namespaceName = useNamespaceName();
  return ({ namespace, id }) => `${id} (${namespaceName(namespace)})`;
}

function SamplePicker({
  members,
  chosen,
  onChoose,
}: {
  members: readonly Member[];
  chosen: Who | undefined;
  onChoose: (who: Member | undefined) => void;
}) {
  const nameOf = useNameOf();
  if (members.length === 0) return <p className={line}>{t('nobodyMatches')}</p>;
  const known = members.find((one) => chosen !== undefined && keyOf(one) === keyOf(chosen));
  return (
    <Picker
      label={t('sampleMember')}
      placeholder={t('chooseMember')}
      selectedKey={known === undefined ? null : keyOf(known)}
      onSelectionChange={(key) => onChoose(members.find((one) => keyOf(one) === key))}
      styles={style({ width: 'full', maxWidth: 384 })}
    >
      {members.map((member) => (
        <PickerItem key={keyOf(member)} id={keyOf(member)}>
          {member.name === '' ? nameOf(member) : `${member.name}, ${nameOf(member)}`}
        </PickerItem>
      ))}
    </Picker>
  );
}

function Answer({ rule, who, mergePolicyId, audienceName }: Explained & { rule: string; who: Who }) {
  const client = useClient();
  const name = useNameOf()(who);
  const explained = useQuery({
    queryKey: ['explained-rule', rule, keyOf(who), mergePolicyId],
    retry: false,
    queryFn: () =>
      client.call('explainRule', {
        body: {
          expression: { type: 'PQL', format: 'pql/text', value: rule },
          entityId: who.id,
          entityIdNS: who.namespace,
          ...(mergePolicyId === undefined ? {} : { mergePolicyId }),
        },
      }),
  });
  if (explained.error instanceof ApiError && explained.error.status === 404)
    return (
      <p role="status" className={line}>
        {t('nobodyWith', name)}
      </p>
    );
  return (
    <Loaded query={explained}>
      {(explanation) => (
        <>
          <p role="status" className={style({ font: 'title-sm', margin: 0, overflowWrap: 'anywhere' })}>
            {t(explanation.isMember ? 'wouldBeIn' : 'wouldNotBeIn', name)}
          </p>
          <Reasons explanation={explanation} audienceName={audienceName} />
        </>
      )}
    </Loaded>
  );
}
