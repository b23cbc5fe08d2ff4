// Edits of a file in whichever of the languages it is.
import { ok } from '../../../shared/result';
import type { ConfigEdit } from '../../family';
import { duplicateWinner, findPanasonicModel } from '../models';
import type { EditOutcome } from './edit-outcome';
import { editText } from './edit-text';
import { editXml } from './edit-xml';
import type { LineOf } from './write-xml';
import { looksLikeXml } from './xml-form';

/** See Family.edit. Never throws, whatever the bytes. */
export function editConfigFile(
  bytes: Uint8Array,
  model: string | null,
  edits: readonly ConfigEdit[],
  lineOf: LineOf,
): EditOutcome {
  if (edits.length === 0) return ok(bytes);
  const lastWins = duplicateWinner(model === null ? null : findPanasonicModel(model)) === 'last';
  return looksLikeXml(bytes) ? editXml(bytes, lastWins, edits, lineOf) : editText(bytes, lastWins, edits);
}
