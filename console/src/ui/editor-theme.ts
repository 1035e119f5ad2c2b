import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Each colour for light and for dark; all have a contrast of 4.5 to 1 or more to the ground they are on. */
const GROUND = 'light-dark(#ffffff, #1d1d1d)';
const SOFT_GROUND = 'light-dark(#f3f3f3, #2a2a2a)';
const TEXT = 'light-dark(#1f1f1f, #ececec)';
const SOFT_TEXT = 'light-dark(#5c5c5c, #a8a8a8)';
const CHOSEN = 'light-dark(#d3e3ff, #1c3f78)';
const FAULT = 'light-dark(#c8102e, #ff7a7a)';

/** Colours of words, strings, numbers, names and remarks. */
export const highlighting = HighlightStyle.define([
  { tag: tags.keyword, color: 'light-dark(#6b21a8, #d4a8ff)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'light-dark(#0b6b3a, #7ddba3)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'light-dark(#9a3412, #ffb183)' },
  { tag: [tags.typeName, tags.function(tags.variableName)], color: 'light-dark(#075985, #7cc8f8)' },
  { tag: [tags.lineComment, tags.blockComment], color: SOFT_TEXT, fontStyle: 'italic' },
]);

/** The editor in the colours of the console. */
export const theme = EditorView.theme({
  '&': { color: TEXT, backgroundColor: GROUND, fontSize: '14px' },
  '&.cm-focused': { outline: 'none' },
  // Above the gutter, which would cover an outline.
  '&.cm-focused::after': {
    content: '""',
    position: 'absolute',
    inset: '0',
    zIndex: '300',
    border: '2px solid light-dark(#3b63fb, #7f9cff)',
    borderRadius: '7px',
    pointerEvents: 'none',
  },
  '.cm-scroller': {
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    lineHeight: '1.5',
    maxHeight: '320px',
  },
  '.cm-content, .cm-gutter': { minHeight: '120px' },
  '.cm-content': { caretColor: TEXT },
  // A browser gives a line the looks of the word at its begin when all of it is replaced.
  '.cm-line': { color: 'inherit !important', fontWeight: 'inherit !important' },
  '.cm-cursor': { borderLeftColor: TEXT },
  '.cm-gutters': { color: SOFT_TEXT, backgroundColor: SOFT_GROUND, border: 'none' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: CHOSEN,
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: CHOSEN },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: `underline wavy ${FAULT}`,
    textUnderlineOffset: '3px',
  },
  '.cm-tooltip': { color: TEXT, backgroundColor: GROUND, border: '1px solid light-dark(#8f8f8f, #6e6e6e)' },
  '.cm-tooltip-help': { padding: '3px 8px', maxWidth: '400px' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { color: TEXT, backgroundColor: CHOSEN },
  '.cm-completionDetail': { color: SOFT_TEXT, fontStyle: 'normal', marginLeft: '12px' },
  'li[aria-selected] .cm-completionDetail': { color: TEXT },
  // Where the system chooses the colours, a ground of ours is none.
  '@media (forced-colors: active)': {
    '&.cm-focused::after': { borderColor: 'Highlight' },
    '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { outline: '1px solid' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected], li[aria-selected] .cm-completionDetail': {
      color: 'HighlightText',
      backgroundColor: 'Highlight',
      forcedColorAdjust: 'none',
    },
  },
});
