// What the two XML languages of the family are, and what XML can hold at all.
import type { PanasonicModel } from '../models';

/** `ut`: root PANASipPhoneConfig, parameters are attributes (KX-UT670 guide p. 33). `utg`: root PANASIPPhoneConfig, parameters are
 *  elements, those of a line inside `<Line idx="1">` (KX-UTG guide p. 44). */
export type XmlForm = 'ut' | 'utg';

export const xmlRoots: Readonly<Record<XmlForm, string>> = { ut: 'PANASipPhoneConfig', utg: 'PANASIPPhoneConfig' };

/** The form a model takes, null when it takes none. Where no model is given, the root decides. */
export function xmlFormOf(model: PanasonicModel): XmlForm | null {
  return model.series === 'ut' || model.series === 'utg' ? model.series : null;
}

/** The first line with something on it, comments aside, begins with `<`. */
export function looksLikeXml(bytes: Uint8Array): boolean {
  const lines = new TextDecoder('utf-8').decode(bytes.subarray(0, 2048)).split(/[\r\n]/u);
  const first = lines.map((line) => line.trim()).find((line) => line !== '' && !line.startsWith('#'));
  return first?.startsWith('<') ?? false;
}

/** Characters XML 1.0 has no way to write. */
export const notInXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

export function escapeXml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** In an attribute a tab would be read as a blank. */
export function escapeXmlAttribute(value: string): string {
  return escapeXml(value).replaceAll('\t', '&#9;');
}
