import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { DatasetLink } from '../../ui/dataset-link.tsx';
import { useDatasetNames } from '../../ui/dataset-names.ts';
import { Details } from '../../ui/details.tsx';
import { lineOf } from '../../ui/line-of.ts';
import { t as shared } from '../../ui/messages.ts';
import { Panel } from '../../ui/panel.tsx';
import { useMay } from '../../ui/person.ts';
import { phraseText } from '../../ui/phrase.ts';
import { time } from '../../ui/texts.ts';
import type { MappingRow, Provenance, Replaced } from './provenance.ts';
import { RecordWay } from './record-way.tsx';
import { t } from './texts.ts';

/** Where one value comes from: who wrote it and when, by which rows, what it replaced, what others say, and the record's way. */
export function ProvenancePanel({ provenance, onClose }: { provenance: Provenance; onClose: () => void }) {
  const datasetName = useDatasetNames();
  const mayLedger = useMay('view-monitoring-dashboard', 'view-sources', 'manage-sources');
  const { path, value, datasetId, time: at, record, others } = provenance;
  const replaced = provenance.replaced as Replaced | undefined;
  const mappings = (record.mappings ?? []) as readonly MappingRow[];
  const stated = (one: { readonly value: unknown; readonly datasetId: string; readonly time: number }) =>
    t('stated', { value: lineOf(one.value), dataset: datasetName(one.datasetId), at: time(one.time) });
  const made = mappings.length === 0 ? t('noMappings') : <Rows rows={mappings} />;
  const said = others.length === 0 ? t('noOthers') : <Lines lines={others.map(stated)} />;
  const written = <DatasetLink id={datasetId} />;
  return (
    <Panel title={path} onClose={onClose}>
      <Details
        rows={[
          [t('value'), lineOf(value)],
          [shared('dataset'), written],
          [t('writtenAt'), time(at)],
          [t('record'), record.xactionId ?? t('recordGone')],
          [t('mappings'), made],
          [t('replaced'), replacedText(replaced, stated)],
          [t('others'), said],
        ]}
      />
      {mayLedger && record.xactionId !== undefined && <RecordWay xactionId={record.xactionId} />}
    </Panel>
  );
}

function replacedText(
  replaced: Replaced | undefined,
  stated: (one: Exclude<Replaced, { note: string }>) => string,
): string {
  if (replaced === undefined) return t('replacedNothing');
  return 'note' in replaced ? phraseText(replaced.phrase, replaced.note) : stated(replaced);
}

function Lines({ lines }: { lines: readonly ReactNode[] }) {
  return (
    <ul className={style({ margin: 0, padding: 0, listStyleType: 'none' })}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same, and none has a state
        <li key={index}>{line}</li>
      ))}
    </ul>
  );
}

function Rows({ rows }: { rows: readonly MappingRow[] }) {
  return (
    <Lines
      lines={rows.map(({ source, destination }) => (
        <code key={destination} className={style({ font: 'code-sm' })}>{`${source ?? '…'} → ${destination}`}</code>
      ))}
    />
  );
}
