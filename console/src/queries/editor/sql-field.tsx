import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { keywordCompletionSource, PostgreSQL, sql } from '@codemirror/lang-sql';
import { bracketMatching, syntaxHighlighting, syntaxTree } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useEffect, useRef } from 'react';
import { highlighting, theme } from '../../ui/editor-theme.ts';
import type { Table } from './columns.ts';
import { completeSql } from './complete-sql.ts';
import { own } from './texts.ts';

/** What is wrong with the statement, and where, in characters from its start. */
export interface Fault {
  readonly position: number;
  readonly message: string;
}

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onRun: () => void;
  readonly tables: readonly Table[];
  readonly fault: Fault | undefined;
}

const NO_NAMES = new Set(['String', 'LineComment', 'BlockComment']);
const allKeywords = keywordCompletionSource(PostgreSQL);

/** Words of SQL, but not after a dot, where only names can be. */
function keywords(context: CompletionContext) {
  return context.matchBefore(/\."?\w*/) === null ? allKeywords(context) : null;
}

/** Completion of names; `tables` is asked each time, since they come later than the editor. */
function names(tables: () => readonly Table[]) {
  return (context: CompletionContext): CompletionResult | null => {
    if (NO_NAMES.has(syntaxTree(context.state).resolveInner(context.pos, -1).name)) return null;
    const { from, options } = completeSql(context.state.doc.toString(), context.pos, tables());
    const asked = context.explicit || from < context.pos || context.state.sliceDoc(from - 1, from) === '.';
    if (!asked || options.length === 0) return null;
    return {
      from,
      validFor: /^"?\w*$/,
      options: options.map(({ kind, label, insert, detail }) => ({
        label,
        detail: typeof detail === 'number' ? own('columns', detail) : detail,
        apply: insert,
        type: kind === 'table' ? 'class' : 'property',
        boost: kind === 'column' ? 2 : 1,
      })),
    };
  };
}

function extensions(label: string, props: () => Props): Extension {
  const run = () => {
    props().onRun();
    return true;
  };
  return [
    // Before the default keys, one of which makes a new line of it.
    keymap.of([
      { key: 'Mod-Enter', run },
      { key: 'Ctrl-Enter', run },
    ]),
    lineNumbers(),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    sql({ dialect: PostgreSQL }),
    syntaxHighlighting(highlighting),
    autocompletion({ override: [names(() => props().tables), keywords], icons: false }),
    // Tab is left to the page: whoever came in with it goes out with it.
    keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    EditorState.phrases.of({ Completions: own('completions') }),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) props().onChange(update.state.doc.toString());
    }),
    theme,
  ];
}

/** Where a fault is marked: the word that begins there, or the last character when there is none. */
function marked(text: string, position: number): { readonly from: number; readonly to: number } {
  const from = Math.max(0, Math.min(position, text.length - 1));
  const word = /^\w+/.exec(text.slice(from))?.[0].length ?? 1;
  return { from, to: Math.min(text.length, from + word) };
}

/** An editor of one statement, with completion; what is wrong is marked at its place. */
export function SqlField(props: Props) {
  const { label, value, fault } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const made = new EditorView({
      parent: place.current!,
      state: EditorState.create({ doc: latest.current.value, extensions: extensions(label, () => latest.current) }),
    });
    view.current = made;
    return () => made.destroy();
  }, [label]);
  useEffect(() => {
    const { doc } = view.current!.state;
    if (doc.toString() === value) return;
    view.current!.dispatch({
      changes: { from: 0, to: doc.length, insert: value },
      selection: { anchor: value.length },
    });
  }, [value]);
  useEffect(() => {
    const { state } = view.current!;
    if (fault === undefined) {
      view.current!.dispatch(setDiagnostics(state, []));
      return;
    }
    const { from, to } = marked(state.doc.toString(), fault.position);
    view.current!.dispatch(setDiagnostics(state, [{ from, to, severity: 'error', message: fault.message }]));
    view.current!.dispatch({ selection: { anchor: from }, scrollIntoView: true });
  }, [fault]);
  return (
    <div
      ref={place}
      className={style({
        width: 'full',
        borderWidth: 1,
        borderStyle: 'solid',
        borderColor: 'gray-400',
        borderRadius: 'default',
        overflow: 'hidden',
      })}
    />
  );
}
