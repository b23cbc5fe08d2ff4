// The editor in the colours of the window; every colour is a token, so light and dark need no second theme.
import { EditorView } from '@codemirror/view';
import type { Extension } from '@codemirror/state';

function mark(path: string): string {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='black' stroke-width='1.4' stroke-linecap='round' stroke-linejoin='round'><path d='${path}'/></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

const octagonCross = 'M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5zM6 6l4 4M10 6l-4 4';
const triangle = 'M7 2.9 1.9 11.8c-.4.8.1 1.7 1 1.7h10.2c.9 0 1.4-.9 1-1.7L9 2.9c-.4-.8-1.6-.8-2 0zM8 6.4v3M8 11.4h.01';
const info = 'M2.2 8a5.8 5.8 0 1 0 11.6 0a5.8 5.8 0 1 0 -11.6 0M8 7.4v3.4M8 5.2h.01';
const lock = 'M4.2 7h7.6v6H4.200zM5.600 7V5a2.400 2.400 0 0 1 4.800 0v2';

const gutterMark = (path: string, colour: string): Record<string, string> => ({
  content: 'normal',
  width: '12px',
  height: '12px',
  background: colour,
  maskImage: mark(path),
  maskSize: '12px',
  maskRepeat: 'no-repeat',
});

const wavy = (colour: string): Record<string, string> => ({
  backgroundImage: 'none',
  paddingBottom: '0',
  textDecoration: `underline wavy ${colour} 1px`,
  textUnderlineOffset: '3px',
  textDecorationSkipInk: 'none',
});

const raised = {
  background: 'var(--bg-raised)',
  color: 'var(--tx)',
  border: '1px solid var(--line-strong)',
  borderRadius: 'var(--r-lg)',
  boxShadow: 'var(--sh-3)',
  font: '12px/17px var(--ui)',
  overflow: 'hidden',
};

const colours = EditorView.theme({
  '&': { height: '100%', color: 'var(--tx)', background: 'var(--bg)', fontSize: '12px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--mono)',
    lineHeight: '19px',
    fontFeatureSettings: '"calt" 0',
    letterSpacing: '0',
  },
  '.cm-content': { padding: '6px 0 40px', caretColor: 'var(--ac)' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ac)', borderLeftWidth: '1.5px' },
  '.cm-activeLine': { background: 'color-mix(in srgb, var(--hover) 75%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--selected-strong)',
  },
  '.cm-gutters': { background: 'var(--bg)', border: '0', color: 'var(--tx-3)' },
  '.cm-lineNumbers .cm-gutterElement': { fontSize: '11px', minWidth: '30px', padding: '0 4px 0 2px' },
  '.cm-activeLineGutter': { background: 'var(--hover)', color: 'var(--tx)' },
  '.cm-gutter-lint': { width: '20px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '4px 0 0 5px' },
  '.cm-lint-marker': { cursor: 'default' },
  '.cm-lint-marker-error': gutterMark(octagonCross, 'var(--fail)'),
  '.cm-lint-marker-warning': gutterMark(triangle, 'var(--miss)'),
  '.cm-lint-marker-info, .cm-lint-marker-hint': gutterMark(info, 'var(--none)'),
  '.cm-lintRange-error': wavy('var(--fail-mark)'),
  '.cm-lintRange-warning': wavy('var(--miss-mark)'),
  '.cm-lintRange-info, .cm-lintRange-hint': wavy('var(--none-mark)'),
  '.cm-lintRange-active': { background: 'var(--mod)' },
  '.cm-lintPoint::after': { borderBottomColor: 'var(--fail-mark)' },
  '.cm-problem-lens': {
    font: '11.5px/17px var(--ui)',
    height: '17px',
    display: 'inline-block',
    marginLeft: '18px',
    padding: '0 7px',
    borderRadius: '4px',
    letterSpacing: '-.008em',
    whiteSpace: 'nowrap',
    verticalAlign: 'top',
    marginTop: '1px',
  },
  '.cm-problem-lens-error': { background: 'var(--fail-soft)', color: 'var(--fail)' },
  '.cm-problem-lens-warning': { background: 'var(--miss-soft)', color: 'var(--miss)' },
  '.cm-problem-lens-hint': { background: 'var(--none-soft)', color: 'var(--none)' },
  '.cm-served-line': { padding: '0 12px 0 6px', color: 'var(--syn-com)', whiteSpace: 'pre' },
  '.cm-served-note': { font: '11px/19px var(--ui)', color: 'var(--tx-3)', marginLeft: '18px' },
  '.cm-served-lock': {
    width: '12px',
    height: '12px',
    margin: '4px 0 0 5px',
    background: 'var(--tx-3)',
    maskImage: mark(lock),
    maskSize: '12px',
    maskRepeat: 'no-repeat',
  },
  '.cm-changes': { width: '5px' },
  '.cm-changes .cm-gutterElement': { padding: '0 1px' },
  '.cm-change': { width: '3px', height: '100%' },
  '.cm-change-added': { background: 'var(--ok-mark)' },
  '.cm-change-changed': { background: 'var(--pend-mark)' },
  '.cm-change-removed': { height: '3px', background: 'var(--fail-mark)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { background: 'var(--selected)', outline: 'none' },
  '.cm-searchMatch': { background: 'var(--mod)', outline: '1px solid var(--miss-mark)' },
  '.cm-searchMatch-selected': { background: 'var(--selected-strong)' },
  '.cm-selectionMatch': { background: 'var(--selected)' },
  '.cm-tooltip': raised,
  // Its documentation hangs outside the list.
  '.cm-tooltip.cm-tooltip-autocomplete': { overflow: 'visible' },
  '.cm-tooltip-lint': { padding: '0' },
  '.cm-diagnostic': { padding: '8px 12px', border: '0', maxWidth: '420px', whiteSpace: 'normal' },
  '.cm-diagnostic-error, .cm-diagnostic-warning, .cm-diagnostic-info, .cm-diagnostic-hint': { border: '0' },
  '.cm-problem-message': { fontWeight: '600' },
  '.cm-problem-remedy': { color: 'var(--tx-2)' },
  '.cm-problem-code': { color: 'var(--tx-3)', font: '10.5px/16px var(--mono)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { font: '12px/16px var(--mono)', maxHeight: '240px', padding: '4px 0' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    padding: '5px 9px',
    display: 'flex',
    gap: '12px',
    alignItems: 'center',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--selected-strong)', color: 'var(--tx)' },
  '.cm-completionMatchedText': { color: 'var(--ac-tx)', fontWeight: '600', textDecoration: 'none' },
  '.cm-completionDetail': { font: '11px/16px var(--ui)', color: 'var(--tx-2)', marginLeft: 'auto' },
  '.cm-tooltip.cm-completionInfo': { ...raised, padding: '10px 12px', width: '320px', margin: '0 2px' },
  '.cm-parameter-title': { font: '600 12px/16px var(--mono)' },
  '.cm-parameter-series': { font: '11px/14px var(--ui)', color: 'var(--tx-3)' },
  '.cm-parameter-facts': { display: 'grid', gridTemplateColumns: '66px 1fr', gap: '3px 8px', margin: '6px 0 0' },
  '.cm-parameter-facts dt': { color: 'var(--tx-3)' },
  '.cm-parameter-facts dd': { margin: '0', overflowWrap: 'anywhere' },
  '.cm-parameter-doc': { padding: '10px 12px', maxWidth: '340px' },
  '.cm-panels': { background: 'var(--bg-sunken)', color: 'var(--tx)', font: '12px/16px var(--ui)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: '6px 12px' },
  '.cm-panel.cm-search label': { font: '12px/16px var(--ui)', color: 'var(--tx-2)' },
  '.cm-panel.cm-search [name=close]': { color: 'var(--tx-2)', top: '6px', right: '10px' },
  '.cm-textfield': {
    font: '12px/16px var(--mono)',
    background: 'var(--bg-raised)',
    border: '1px solid var(--control-line)',
    borderRadius: 'var(--r-sm)',
    padding: '3px 7px',
  },
  '.cm-button': {
    font: '500 12px/16px var(--ui)',
    background: 'var(--bg-raised)',
    backgroundImage: 'none',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--r-sm)',
    padding: '3px 8px',
  },
});

export function editorTheme(): Extension {
  return colours;
}
