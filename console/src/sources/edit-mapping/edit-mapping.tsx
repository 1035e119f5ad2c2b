import { useRef, useState } from 'react';
import { to, useGo } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { t as shared } from '../../ui/messages.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import { Wizard } from '../../ui/wizard.tsx';
import { accountOf, type Dataflow, useKind } from '../flow-service.ts';
import { changesBetween } from '../mapping/changes.ts';
import { ChangesList } from '../mapping/changes-list.tsx';
import { MappingEditor } from '../mapping/mapping-editor.tsx';
import type { MappingVersion } from '../mapping/mapping-set.ts';
import { givenBy } from '../mapping/needs.ts';
import { useRowAnswers } from '../mapping/row-answers.ts';
import type { DraftSample } from '../mapping/rows.ts';
import { SampleChoice } from '../mapping/sample-choice.tsx';
import { t as mapping } from '../mapping/texts.ts';
import { saveMapping, type Written } from './save-mapping.ts';
import { t } from './texts.ts';

/** The steps: a sample, the rows, what is different then. Going back loses nothing. */
export function EditMapping({
  flow,
  mappingId,
  before,
  last,
}: {
  flow: Dataflow;
  mappingId: string;
  before: MappingVersion;
  last: DraftSample | undefined;
}) {
  const client = useClient();
  const go = useGo();
  const { id, name = id } = flow;
  const kind = useKind(flow);
  const address = `${to`/sources/dataflows/${id}`}?tab=mapping`;
  const [sample, setSample] = useState(last);
  const [rows, setRows] = useState(before.rows);
  const [problem, setProblem] = useState<Error>();
  const written = useRef<Written>(new Map());
  const answers = useRowAnswers(rows, before.schemaId);
  const changes = changesBetween(before.rows, rows);
  const save = useChange(
    () => saveMapping(client, { flow, mappingId, before, rows, sample }, written.current),
    () => t('saved', name),
    () => address,
  );
  const finish = async () => {
    setProblem(undefined);
    try {
      await save.attempt();
      return true;
    } catch (error) {
      setProblem(error as Error);
      return false;
    }
  };
  return (
    <Wizard
      title={t('title', name)}
      above={[
        { label: shared('sources'), href: '/sources' },
        { label: shared('dataflows'), href: '/sources?tab=dataflows' },
        { label: name, href: address },
      ]}
      steps={[
        {
          id: 'data',
          label: mapping('selectData'),
          missing: sample === undefined ? mapping('selectMissing') : undefined,
          content: (
            <SampleChoice
              accountId={kind === 'events' ? accountOf(flow) : undefined}
              last={last}
              sample={sample}
              onSample={setSample}
            />
          ),
        },
        {
          id: 'mapping',
          label: mapping('mapping'),
          missing: answers.missing,
          content: (
            <MappingEditor
              rows={rows}
              onRows={setRows}
              sample={sample}
              schemaId={before.schemaId}
              answers={answers}
              given={givenBy(kind)}
            />
          ),
        },
        {
          id: 'review',
          label: t('review'),
          missing: changes.length === 0 ? t('nothingToSave') : undefined,
          content: (
            <>
              {problem !== undefined && <ProblemBanner error={problem} />}
              <ChangesList changes={changes} />
            </>
          ),
        },
      ]}
      entered={rows}
      finishLabel={mapping('save')}
      onFinish={finish}
      onCancel={() => void go(address)}
    />
  );
}
