import type { Phrase } from '@meniscus/languages/syntax';
import { Button, ButtonGroup, Content, Dialog, DialogContainer, Heading, ProgressCircle } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { t as shared } from '../../ui/messages.ts';
import { phraseText } from '../../ui/phrase.ts';
import { problemOf } from '../../ui/problem.ts';
import { useSettled } from './row-answers.ts';
import type { DraftRow } from './rows.ts';
import { t } from './texts.ts';

const Editor = lazy(async () => ({
  default: (await import('../../ui/expression/expression-editor.tsx')).ExpressionEditor,
}));

interface Result {
  readonly value: unknown;
  readonly error?: string;
  /** The error, for other languages. */
  readonly phrase?: Phrase;
}

/** What the expression makes of the sample, or why it cannot be read (Data Prep API, `/languages/el/validate`). */
function useTried(text: string, sample: unknown) {
  const client = useClient();
  const expression = useSettled(text);
  return useQuery({
    queryKey: ['mapping', 'expression', expression, sample],
    enabled: expression.trim() !== '',
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const { results } = await client.call('validateExpression', { body: { expression, sampleData: [sample] } });
      return (results as readonly Result[])[0]!;
    },
  });
}

/** The expression of a row, in an editor that completes it and tries it with the sample as it is typed. */
export function CalculatedField({
  row: { source },
  fields,
  sample,
  onSave,
  onClose,
}: {
  row: DraftRow;
  fields: readonly string[];
  sample: unknown;
  onSave: (source: string) => void;
  onClose: () => void;
}) {
  const [text, setText] = useState(source);
  const tried = useTried(text, sample);
  return (
    <DialogContainer onDismiss={onClose}>
      <Dialog size="L">
        {() => (
          <>
            <Heading slot="title">{t('calculated')}</Heading>
            <Content>
              <div className={style({ display: 'flex', flexDirection: 'column', gap: 12 })}>
                <span className={style({ font: 'body-sm' })}>{t('calculatedHint')}</span>
                <Suspense fallback={<ProgressCircle isIndeterminate aria-label={shared('loading')} />}>
                  <Editor label={shared('expression')} value={source} fields={fields} onChange={setText} />
                </Suspense>
                <Outcome problem={tried.error} result={tried.data} />
              </div>
            </Content>
            <ButtonGroup>
              <Button variant="secondary" fillStyle="outline" onPress={onClose}>
                {shared('cancel')}
              </Button>
              <Button
                variant="accent"
                isDisabled={text.trim() === '' || tried.isError}
                onPress={() => onSave(text.trim())}
              >
                {t('save')}
              </Button>
            </ButtonGroup>
          </>
        )}
      </Dialog>
    </DialogContainer>
  );
}

const said = style({ font: 'code-sm', margin: 0, overflowWrap: 'anywhere', color: { isWrong: 'negative' } });

function wrongWith(problem: Error | null, result: Result | undefined): string | undefined {
  if (problem !== null) return problemOf(problem).detail;
  return result?.error === undefined ? undefined : phraseText(result.phrase, result.error);
}

function Outcome({ problem, result }: { problem: Error | null; result: Result | undefined }) {
  const wrong = wrongWith(problem, result);
  if (wrong !== undefined)
    return (
      <p role="alert" className={said({ isWrong: true })}>
        {wrong}
      </p>
    );
  return (
    <output className={said({ isWrong: false })} aria-label={t('result')}>
      {result === undefined ? '' : t('gives', JSON.stringify(result.value))}
    </output>
  );
}
