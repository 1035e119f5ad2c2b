import type { Client } from '@meniscus/client';
import type { Phrase } from '@meniscus/languages/syntax';
import { type DraftRow, newRow } from '../mapping/rows.ts';

/** Rows the platform recommends for records of the source and a schema, surest first within the order of the fields. */
export async function recommendedRows(
  client: Client,
  records: readonly unknown[],
  schemaId: string,
): Promise<readonly DraftRow[]> {
  const form = new FormData();
  form.set('schema-id', schemaId);
  form.set('sample-file', new Blob([JSON.stringify(records)], { type: 'application/json' }), 'sample.json');
  const { mappings } = await client.call('recommendMapping', { body: form });
  return mappings.map(({ sourceType, source, destination, confidence, reason, phrase }) =>
    newRow({ sourceType, source, destination, confidence, reason, phrase: phrase as Phrase }),
  );
}
