// Tells bytes that are no UTF-8 text, and what they look like instead.

export interface NotText {
  /** Ends the sentence "The file is not UTF-8 text: …". */
  readonly reason: string;
  readonly remedy: string;
}

const saveAsUtf8 = 'Save it as UTF-8 without byte-order mark and load it again.';
const notAConfigFile = 'Choose a configuration file: plain text with one NAME="value" a line.';

/** Null for text. `complete` is false for the beginning of a longer file, whose last character may be cut. */
export function notText(bytes: Uint8Array, complete: boolean): NotText | null {
  const wide = utf16Or32(bytes);
  if (wide) return { reason: `it is ${wide}`, remedy: saveAsUtf8 };
  const control = firstControl(bytes);
  if (control >= 0) return controlByte(bytes, control);
  if (!complete || decodes(bytes, 'utf-8') !== null) return null;
  const encoding = japaneseEncoding(bytes);
  if (encoding) return { reason: `it looks like ${encoding}`, remedy: saveAsUtf8 };
  const before = new TextDecoder('utf-8').decode(bytes).split('\ufffd')[0] ?? '';
  return {
    reason: `line ${lineCount(before)} holds bytes that are no UTF-8; it may be Latin-1 or a Windows code page`,
    remedy: saveAsUtf8,
  };
}

function controlByte(bytes: Uint8Array, index: number): NotText {
  const before = bytes.subarray(0, index);
  const line = before.reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 1);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return { reason: 'it is a gzip archive', remedy: 'Unpack it first.' };
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return { reason: 'it is a ZIP archive', remedy: 'Unpack it first.' };
  const byte = bytes[index] ?? 0;
  if (byte === 0) return { reason: `line ${line} holds NUL bytes`, remedy: notAConfigFile };
  const hex = byte.toString(16).toUpperCase().padStart(2, '0');
  return { reason: `line ${line} holds the control byte ${hex}`, remedy: 'Remove it, or choose another file.' };
}

function firstControl(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; i += 1) if (isControl(bytes[i] ?? 0)) return i;
  return -1;
}

/** Tab, CR and LF are text; an escape or a form feed is not. */
function isControl(byte: number): boolean {
  return byte === 0x7f || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
}

function utf16Or32(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32' : 'UTF-16';
  if (a === 0xfe && b === 0xff) return 'UTF-16';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32';
  const sample = bytes.subarray(0, 200);
  if (sample.length < 4) return null;
  let evenNuls = 0;
  let oddNuls = 0;
  sample.forEach((byte, i) => {
    if (byte !== 0) return;
    if (i % 2 === 0) evenNuls += 1;
    else oddNuls += 1;
  });
  const most = sample.length * 0.4;
  const oneSided = (oddNuls > most && evenNuls === 0) || (evenNuls > most && oddNuls === 0);
  return oneSided ? 'UTF-16' : null;
}

/** Kana tell Japanese text from Latin-1 that happens to decode. The kana of Shift-JIS are no EUC-JP, so EUC-JP is tried first. */
function japaneseEncoding(bytes: Uint8Array): string | null {
  const kana = /[\u3041-\u30ff]/u;
  if (kana.test(decodes(bytes, 'euc-jp') ?? '')) return 'EUC-JP';
  if (kana.test(decodes(bytes, 'shift_jis') ?? '')) return 'Shift-JIS';
  return null;
}

/** Null when the bytes are not of the encoding (or the runtime does not know it). */
function decodes(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function lineCount(text: string): number {
  return text.split('\n').length;
}
