// The fixed comment at the start of a file. What follows it on its line is free; the whole recommended line is written.
import { findPanasonicModel, magicKindOf } from '../models';

/** 44 bytes (KX-UT670 guide p. 117, KX-HDV230 guide p. 51). */
export const panasonicMagic = '# Panasonic SIP Phone Standard Format File #';
/** KX-TGP500 and KX-TGP550. */
const pccMagic = '# PCC Standard Format File #';

const warning = ' DO NOT CHANGE THIS LINE!';

/** Which magic a first line holds, null for none. */
export function magicOf(firstLine: string): 'panasonic' | 'pcc' | null {
  if (firstLine.startsWith(panasonicMagic)) return 'panasonic';
  return firstLine.startsWith(pccMagic) ? 'pcc' : null;
}

/** The whole first line for a model, without its line end. UTG phones know no text form; they get the one of the others. */
export function magicLineFor(model: string): string {
  const kind = magicKindOf(findPanasonicModel(model));
  return (kind === 'pcc' ? pccMagic : panasonicMagic) + warning;
}
