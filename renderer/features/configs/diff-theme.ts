// Differences in the colours of the window. The editor's own theme goes first; this adds what only a merge view has.
import { EditorView } from '@codemirror/view';
import type { Extension } from '@codemirror/state';

const theme = EditorView.theme({
  '&': { fontSize: '11.5px' },
  '.cm-scroller': { lineHeight: '20px' },
  '.cm-content': { padding: '0' },
  '.cm-line': { padding: '0 8px 0 6px' },
  '.cm-lineNumbers .cm-gutterElement': { fontSize: '11px', minWidth: '36px', padding: '0 6px 0 4px' },
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': {
    background: 'var(--del)',
    '--syn-pun': 'var(--tx-2)',
    '--syn-com': 'var(--tx-2)',
  },
  '&.cm-merge-b .cm-changedLine, .cm-insertedLine, .cm-inlineChangedLine': {
    background: 'var(--add)',
    '--syn-pun': 'var(--tx-2)',
    '--syn-com': 'var(--tx-2)',
  },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': {
    background: 'var(--del-strong) !important',
    borderRadius: '2px',
  },
  '&.cm-merge-b .cm-changedText': { background: 'var(--add-strong) !important', borderRadius: '2px' },
  '.cm-changeGutter': { width: '14px', padding: '0' },
  '.cm-changeGutter .cm-gutterElement': { background: 'none !important', color: 'var(--tx-2)', textAlign: 'center' },
  '.cm-changedLineGutter': { background: 'none !important', font: '11.5px/20px var(--mono)', color: 'var(--tx-2)' },
  '&.cm-merge-a .cm-changedLineGutter:before': { content: '"-"' },
  '&.cm-merge-b .cm-changedLineGutter:before': { content: '"+"' },
  '.cm-deletedChunk': { padding: '0 8px 0 6px' },
  '.cm-mergeSpacer': { background: 'var(--bg-sunken)' },
  '.cm-collapsedLines': {
    height: '26px',
    padding: '4px 12px',
    font: '12px/16px var(--ui)',
    letterSpacing: '-.008em',
    color: 'var(--tx-3)',
    background: 'var(--bg-sunken) !important',
    boxShadow: 'inset 0 1px var(--line), inset 0 -1px var(--line)',
    cursor: 'default',
    '&:hover': { color: 'var(--ac-tx)' },
    '&:before': { content: '"⇕"', marginInlineEnd: '8px' },
    '&:after': { content: 'none' },
  },
  '.cm-diff-note': {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    padding: '0 8px 0 6px',
    minHeight: '20px',
    font: '11.5px/20px var(--ui)',
    letterSpacing: '-.008em',
    color: 'var(--tx-2)',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  '.cm-diff-note.left': { background: 'var(--del)' },
  '.cm-diff-note.right': { background: 'var(--add)' },
  '.cm-change-here': { boxShadow: 'inset 2px 0 var(--ac)' },
});

export function diffTheme(): Extension {
  return theme;
}
