import type { ReactNode } from 'react';
import { DatasetLink } from '../ui/dataset-link.tsx';
import { FlowLink } from '../ui/flow-link.tsx';
import { t } from '../ui/messages.ts';

/** The dataflow a record came with and the dataset it is for, as rows of its details; those that are known. */
export function whereFrom({
  flowId,
  datasetId,
}: {
  readonly flowId?: string | undefined;
  readonly datasetId?: string | undefined;
}): readonly (readonly [name: string, value: ReactNode])[] {
  return [
    ...(flowId === undefined ? [] : [[t('dataflow'), <FlowLink key="flow" id={flowId} />] as const]),
    ...(datasetId === undefined ? [] : [[t('dataset'), <DatasetLink key="dataset" id={datasetId} />] as const]),
  ];
}
