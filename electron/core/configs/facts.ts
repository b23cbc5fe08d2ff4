/** Structured fields of a site; they become parameters through the family's table. Empty text means "not given". */
export interface SiteFacts {
  /** IANA name, e.g. `Europe/London`. */
  readonly timeZone: string;
  readonly sip: { readonly server: string; readonly port: number | null };
  readonly ntp: string;
  readonly adminPassword: string;
  /** Daily check `HH:MM`, or empty for none. */
  readonly checkTime: string;
  readonly served: ServedMode;
}

export type ServedMode = 'three-files' | 'one-file';

export interface LineFacts {
  /** Counts from 1. */
  readonly line: number;
  readonly extension: string;
  readonly name: string;
  readonly authId: string;
  readonly password: string;
  /** The SIP server of this line; empty takes the site's. */
  readonly server: string;
}

export interface PhoneFacts {
  readonly name: string;
  readonly group: string | null;
  readonly lines: readonly LineFacts[];
}

export const emptySiteFacts: SiteFacts = {
  timeZone: 'UTC',
  sip: { server: '', port: null },
  ntp: '',
  adminPassword: '',
  checkTime: '',
  served: 'three-files',
};

export const emptyPhoneFacts: PhoneFacts = { name: '', group: null, lines: [] };
