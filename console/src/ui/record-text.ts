import type { Phrase } from '@meniscus/languages/syntax';
import { useDataflowNames } from './dataflow-names.ts';
import { useDatasetNames } from './dataset-names.ts';
import { phraseText, sentenceText } from './phrase.ts';

/** What a failure of a record says. */
export function failureText({ message, phrase }: { readonly message: string; readonly phrase?: unknown }): string {
  return sentenceText(phrase as Phrase | undefined, message);
}

/** A stage on the way of a record, as the ledger has it. */
interface Stage {
  readonly detail: string;
  readonly phrases: readonly unknown[];
}

/** What a stage says; its detail in English where a part of it has no French. */
function stageText({ detail, phrases }: Stage): string {
  const said = (phrases as readonly Phrase[]).map((phrase, at) => (at === 0 ? sentenceText : phraseText)(phrase, ''));
  return said.length === 0 || said.includes('') ? detail : said.join(' ; ');
}

/** What the stages of a record say, with its dataflow and its dataset by their names. */
export function useStageText({
  flowId,
  datasetId,
}: {
  readonly flowId?: string;
  readonly datasetId?: string;
}): (stage: Stage) => string {
  const flowName = useDataflowNames();
  const datasetName = useDatasetNames();
  const named = (said: string, id: string | undefined, name: (id: string) => string) =>
    // By a function: in a text, `$&` in a name would stand for something else.
    id === undefined ? said : said.replaceAll(id, () => name(id));
  return (stage) => named(named(stageText(stage), flowId, flowName), datasetId, datasetName);
}

/** What records that failed for a reason have in common, by its code; the code where nothing is known of it. `english` as the platform answers it. */
export function reasonText(code: string, english: string | undefined): string {
  return phraseText({ code, values: {} }, english ?? code);
}
