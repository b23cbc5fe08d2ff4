// What a folder of config files made elsewhere would become here. Nothing is changed by planning.
import type { MacAddress } from '../../shared/mac-address';
import type { FileProblem, Problem } from '../../shared/problem';
import type { PhoneFacts, SiteFacts } from '../facts';
import type { Parameter } from '../layers';
import type { Scope } from '../scope';

export interface ImportFile {
  /** Below the folder, `/` between names. */
  readonly path: string;
  /** All of the file, or its beginning when it is too large to be one of ours. */
  readonly bytes: Uint8Array;
  readonly sizeBytes: number;
}

/** The site as it is, drafts included. */
export interface PresentSite {
  readonly siteFacts: SiteFacts;
  readonly phones: ReadonlyMap<MacAddress, { readonly model: string; readonly facts: PhoneFacts }>;
  /** Scopes that have a file. */
  readonly scopes: readonly Scope[];
  parametersOf(scope: Scope, model: string): readonly Parameter[];
}

export interface PlannedFile {
  readonly path: string;
  /** Whose layer it becomes; null when it is left out, and a problem says why. */
  readonly scope: Scope | null;
  readonly mac: MacAddress | null;
  readonly model: string | null;
  readonly problems: readonly FileProblem[];
}

export interface PlannedPhone {
  readonly mac: MacAddress;
  readonly model: string;
  /** It is in the site already and is changed. */
  readonly known: boolean;
  readonly facts: PhoneFacts;
}

export interface ImportPlan {
  readonly files: readonly PlannedFile[];
  /** Each replaces what its scope has; empty text takes the file away. */
  readonly layers: readonly { readonly scope: Scope; readonly text: string }[];
  /** Only what changes. */
  readonly siteFacts: Partial<SiteFacts>;
  readonly phones: readonly PlannedPhone[];
  readonly notes: readonly string[];
}

/** Bounds of one import: what fits one message and is planned in a few seconds. */
export const importLimits = {
  files: 20_000,
  /** Of all files together, as far as they are sent. */
  totalBytes: 16 * 1024 * 1024,
  /** The largest any guide states (KX-UDS124 p. 160); a larger file is no config file. */
  fileBytes: 2040 * 1024,
  /** So much of a larger file is sent, to tell what it is. */
  sampleBytes: 4096,
} as const;

/** Null when the folder can be read in one go. */
export function refuseImport(files: number, totalBytes: number): Problem | null {
  if (files <= importLimits.files && totalBytes <= importLimits.totalBytes) return null;
  const found =
    files > importLimits.files
      ? `more than ${importLimits.files.toLocaleString('en')} files`
      : `more than ${importLimits.totalBytes / 1024 / 1024} MB of config files`;
  return {
    code: 'IMPORT_TOO_LARGE',
    message: `The folder holds ${found}.`,
    remedy: 'Choose the folder that holds the config files alone, or take it in parts.',
  };
}
