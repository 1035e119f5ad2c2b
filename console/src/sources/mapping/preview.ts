import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { FULL, type Remark, remarksText, useSettled } from './row-answers.ts';
import { type DraftRow, type DraftSample, isComplete, plainRowOf } from './rows.ts';

interface TracedValue {
  readonly pointer: string;
  readonly value: unknown;
  readonly source: string;
  readonly destination: string;
}

/** The first record of the sample as it would be stored. */
export interface Previewed {
  readonly data: unknown;
  readonly values: readonly TracedValue[];
  readonly errors: readonly ValueRemark[] | null;
}

interface ValueRemark extends Remark {
  readonly source: string;
  readonly destination: string;
}

/** Records of a sample that are tried; the first is shown. */
const TRIED = 5;

/** What the rows make of the sample, anew whenever they change (Data Prep API, `/mappingSets/preview`). */
export function usePreview(rows: readonly DraftRow[], schemaId: string, sample: DraftSample | undefined) {
  const client = useClient();
  const settled = useSettled(rows);
  return useQuery({
    queryKey: ['mapping', 'preview', schemaId, sample, settled],
    enabled: schemaId !== '' && sample !== undefined && settled.some(isComplete),
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const outputSchema = { schemaRef: { id: schemaId, contentType: FULL } };
      const mappingSet = { outputSchema, mappings: settled.filter(isComplete).map(plainRowOf) };
      const data = sample?.records.slice(0, TRIED);
      const [first, ...others] = (await client.call('previewMappingSet', {
        body: { data, mappingSet },
      })) as Previewed[];
      return { ...first!, errors: [first!, ...others].flatMap(({ errors }) => errors ?? []) };
    },
  });
}

/** What a row makes of the sample, as text; empty when it makes nothing. */
export function valueMade(previewed: Previewed | undefined, { source, destination }: DraftRow): string {
  const made = previewed?.values.filter((value) => value.source === source && value.destination === destination) ?? [];
  return made.map(({ value }) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', ');
}

/** What the records of the sample say against a row, each thing once, in words; undefined when nothing does. */
export function saidBySample(previewed: Previewed | undefined, { source, destination }: DraftRow): string | undefined {
  const found = previewed?.errors?.filter((one) => one.source === source && one.destination === destination) ?? [];
  const once = [...new Map(found.map((one) => [one.exception, one])).values()];
  return once.length === 0 ? undefined : remarksText(once);
}
