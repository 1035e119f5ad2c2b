import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, LRLanguage, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, linter } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, type Tooltip } from '@codemirror/view';
import { styleTags, tags } from '@lezer/highlight';
import { prepareExpression } from '@meniscus/languages/dataprep';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useEffect, useRef } from 'react';
import { highlighting, theme } from '../editor-theme.ts';
import { phraseText } from '../phrase.ts';
import { type Completion, completionsAt } from './completion.ts';
import { parser } from './dataprep-parser.generated.ts';
import { helpAt } from './help.ts';
import { helpText } from './help-text.ts';

const language = LRLanguage.define({
  parser: parser.configure({
    props: [
      styleTags({
        FunctionName: tags.function(tags.variableName),
        'Field QuotedName': tags.variableName,
        PropertyName: tags.propertyName,
        String: tags.string,
        Number: tags.number,
        'Boolean Null': tags.bool,
        Operator: tags.keyword,
      }),
    ],
  }),
});

/** What a person most likely means stands first: what the record has, then what the language has. */
const RANKS: Readonly<Record<Completion['kind'], number>> = {
  parameter: 3,
  field: 2,
  method: 1,
  function: 0,
  word: -1,
};

const NAME = /^[\p{L}$_][\p{L}\p{N}$_]*$/u;

function complete(fields: readonly string[]) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const text = state.doc.toString();
    const found = completionsAt(text, pos, fields);
    const begun = found !== undefined && (found.from < pos || text[pos - 1] === '.');
    if (found === undefined || !(begun || explicit)) return null;
    const options = found.options.map(({ kind, label, insert, detail, help }) => ({
      label,
      apply: insert,
      boost: RANKS[kind],
      ...(detail === undefined ? {} : { detail }),
      ...(help === undefined ? {} : { info: async () => ({ dom: element('div', await helpText(help)) }) }),
    }));
    return { from: found.from, options, validFor: NAME };
  };
}

function element(name: string, ...content: readonly (string | Node)[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

/** What the function or operator under the pointer does. */
async function hovered({ state }: EditorView, position: number, side: -1 | 1): Promise<Tooltip | null> {
  const found = helpAt(state.doc.toString(), position, side);
  if (found === undefined) return null;
  const dom = element('div', element('code', found.title), element('div', await helpText(found)));
  dom.className = 'cm-tooltip-help';
  return { pos: found.from, end: found.to, create: () => ({ dom }) };
}

/** What the language itself says of the text, where it says it. */
function mistakes({ state }: EditorView): readonly Diagnostic[] {
  const text = state.doc.toString();
  if (text.trim() === '') return [];
  const prepared = prepareExpression(text);
  if (prepared.ok) return [];
  return prepared.diagnostics.map(({ message, hint, phrase, span: { start, end } }) => ({
    from: Math.min(start, text.length),
    to: Math.min(Math.max(end, start), text.length),
    severity: 'error',
    message: phraseText(phrase, hint === undefined ? message : `${message}, ${hint}`),
  }));
}

function extensions(label: string, fields: readonly string[], changed: (text: string) => void): Extension {
  return [
    language,
    syntaxHighlighting(highlighting),
    theme,
    history(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ override: [complete(fields)], icons: false }),
    hoverTooltip(hovered),
    linter(mistakes),
    // The dialog around would close with the list, and what was typed be gone.
    keymap.of([{ key: 'Escape', run: closeCompletion, stopPropagation: true }]),
    // Tab is left to the page: whoever came by the keyboard gets out by it.
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(update.state.doc.toString());
    }),
  ];
}

/**
 * Editor of an expression of the mapping language: highlighting, completion of functions and of the source's fields
 * (dotted paths), what functions and operators do, mistakes underlined as they are made. `value` is what it begins with; later values are told by `onChange`.
 */
export function ExpressionEditor({
  label,
  value,
  fields,
  onChange,
}: {
  label: string;
  value: string;
  fields: readonly string[];
  onChange: (text: string) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const told = useRef(onChange);
  told.current = onChange;
  const first = useRef(value);
  useEffect(() => {
    const view = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: first.current,
        extensions: extensions(label, fields, (text) => told.current(text)),
      }),
    });
    view.focus();
    return () => view.destroy();
  }, [label, fields]);
  return (
    <div
      ref={place}
      className={style({
        width: 'full',
        borderWidth: 1,
        borderStyle: 'solid',
        borderColor: 'gray-400',
        borderRadius: 'default',
      })}
    />
  );
}
