import type { Operations } from '@meniscus/client';
import type { Phrase } from '@meniscus/languages/syntax';
import { ActionButton, Heading, TextArea, type TextFieldRef } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useRef } from 'react';
import { phraseText } from '../../ui/phrase.ts';
import { t } from './texts.ts';

type Mistake = Operations['checkRule']['answer']['diagnostics'][number];

function mistakeText({ message, hint, phrase }: Mistake): string {
  return phraseText(phrase as Phrase, hint === undefined ? message : `${message}, ${hint}`);
}

/** The rule as text, and what is wrong with it; each mistake leads to its place. */
export function PqlPane({
  text,
  mistakes,
  onChange,
}: {
  text: string;
  mistakes: readonly Mistake[];
  onChange: (text: string) => void;
}) {
  const area = useRef<TextFieldRef<HTMLTextAreaElement>>(null);
  const show = ({ start, end }: Mistake) => {
    const input = area.current?.getInputElement();
    input?.focus();
    input?.setSelectionRange(start, end);
  };
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
      <TextArea
        ref={area}
        label={t('pql')}
        description={t('pqlHint')}
        value={text}
        onChange={onChange}
        isInvalid={mistakes.length > 0}
        styles={style({ width: 'full' })}
      />
      {mistakes.length > 0 && (
        <section aria-label={t('mistakes')}>
          <Heading level={3} styles={style({ font: 'title-sm', margin: 0 })}>
            {t('mistakes')}
          </Heading>
          <ul className={style({ display: 'flex', flexDirection: 'column', gap: 4, margin: 0, paddingStart: 0 })}>
            {mistakes.map((mistake) => (
              <li
                key={`${mistake.start} ${mistake.code} ${mistake.message}`}
                className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8, font: 'ui-sm' })}
              >
                <ActionButton size="S" onPress={() => show(mistake)}>
                  {t('placeOf', mistake)}
                </ActionButton>
                <span>{mistakeText(mistake)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
