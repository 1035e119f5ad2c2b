import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { FULL, useSettled } from './row-answers.ts';
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
  readonly errors:
    | readonly { readonly source: string; readonly destination: string; readonly exception: string }[]
    | null;
}

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
      const [first] = await client.call('previewMappingSet', { body: { data: sample?.records[0], mappingSet } });
      return first as Previewed;
    },
  });
}

/** What a row makes of the sample, as text; empty when it makes nothing. */
export function valueMade(previewed: Previewed | undefined, { source, destination }: DraftRow): string {
  const made = previewed?.values.filter((value) => value.source === source && value.destination === destination) ?? [];
  return made.map(({ value }) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', ');
}
