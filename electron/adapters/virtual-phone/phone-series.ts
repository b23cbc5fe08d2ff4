// What differs between the series a virtual phone can be, written from the guide alone (§1.1, §8).
import { ProblemError } from '../../core/shared/problem';

export interface PhoneSeries {
  /** The bytes a file must begin with. */
  readonly magic: string;
  /** Most bytes of all configuration files together; null where the guide states no limit. */
  readonly totalBytes: number | null;
  /** HDV alone may take a CR alone as the end of a line (HDV230-51). */
  readonly takesCrAlone: boolean;
  /** HDV looks for its server by PnP and DHCP at every start and asks for the bootstrap it is told (HDV100-35). */
  readonly bootstrapsAtEveryStart: boolean;
  /** What was set in the web UI or menu is never taken back by a file (UT123-46, UT670-46); for HDV the table is ambiguous. */
  readonly handBeatsFiles: boolean;
}

const panasonicMagic = '# Panasonic SIP Phone Standard Format File #';
const olderDectMagic = '# PCC Standard Format File #';

const usual: PhoneSeries = {
  magic: panasonicMagic,
  totalBytes: null,
  takesCrAlone: false,
  bootstrapsAtEveryStart: false,
  handBeatsFiles: false,
};

/** KX-UTG is a different platform (XML files) and not simulated. TGP6xx and 7xx are taken to use the magic of HDV: the guide gives none. */
export function seriesOfModel(model: string): PhoneSeries {
  if (/^KX-UT\d/.test(model)) return { ...usual, totalBytes: 120 * 1024, handBeatsFiles: true };
  if (/^KX-HDV\d/.test(model)) return { ...usual, takesCrAlone: true, bootstrapsAtEveryStart: true };
  if (model.startsWith('KX-TGP5')) return { ...usual, magic: olderDectMagic };
  if (/^KX-TGP\d/.test(model)) return usual;
  throw new ProblemError({
    code: 'MODEL_UNKNOWN',
    message: `No virtual phone can be a "${model}".`,
    remedy: 'Give a model of the UT, HDV or TGP series, for example KX-UT670.',
  });
}
