// A file of another server made into the text of a layer: some parameters go, some come, everything else stays as it was typed.
// Unlike an edit it refuses nothing: whatever a phone took from one file it must still take when it stands in another.
import type { Parameter } from '../../../configs/layers';
import { readConfigFile } from './read-file';

/** Every line that sets one of `removed` goes with its line end; `added` come behind the last line that says anything. The
 *  byte-order mark goes. Empty when nothing is left but the magic line and blank ones. */
export function rewriteLayer(
  bytes: Uint8Array,
  change: { readonly removed: ReadonlySet<string>; readonly added: readonly Parameter[] },
): string {
  const { lines } = readConfigFile(bytes);
  const kept = lines.filter(({ content }) => content.kind !== 'parameter' || !change.removed.has(content.name));
  const lineEnd = lines.find((line) => line.lineEnd !== '')?.lineEnd ?? '\r\n';
  const last = kept.findLastIndex(({ content }) => content.kind !== 'blank');
  const said = kept.some(({ content }) => content.kind !== 'blank' && content.kind !== 'magic');
  if (!said && change.added.length === 0) return '';
  const pieces = kept.map((line, index) => line.text + (line.lineEnd || (index < kept.length - 1 ? lineEnd : '')));
  if (change.added.length === 0) return pieces.join('');
  const before = pieces.slice(0, last + 1).join('');
  const gap = before === '' || /[\r\n]$/u.test(before) ? '' : lineEnd;
  const more = change.added.map(({ name, value }) => `${name}="${value}"${lineEnd}`);
  return before + gap + more.join('') + pieces.slice(last + 1).join('');
}
