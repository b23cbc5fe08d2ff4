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
  /** Free texts for files, `${site.vars.NAME}`. Left out when there are none, so that facts typed again are written alike. */
  readonly vars?: Readonly<Record<string, string>>;
  /** Secrets that stand in no file, `${secret.NAME}`. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Firmware that phones are told to take, the newest assignment last; left out when there is none. */
  readonly firmware?: readonly FirmwareFact[];
}

/** A firmware file of the library, and who is told of it. */
export interface FirmwareFact {
  /** As phones ask for it. */
  readonly file: string;
  readonly sha256: string;
  /** How a model's name begins, or all of it: `KX-UT113`. */
  readonly models: readonly string[];
  readonly version: string;
  /** Phones of these groups only (a wave); null: every phone of the models. */
  readonly groups: readonly string[] | null;
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
  /** Free texts for files, `${phone.vars.NAME}`; left out when there are none. */
  readonly vars?: Readonly<Record<string, string>>;
  /** Daily check `HH:MM` of this phone; left out: as the site's. */
  readonly checkTime?: string;
}

export const emptyLine: Omit<LineFacts, 'line'> = { extension: '', name: '', authId: '', password: '', server: '' };

export const emptySiteFacts: SiteFacts = {
  timeZone: 'UTC',
  sip: { server: '', port: null },
  ntp: '',
  adminPassword: '',
  checkTime: '',
  served: 'three-files',
};

/** What a daily check may be; a phone takes no notice of any other text. */
export const checkTimePattern = /^(?:[01]\d|2[0-3]):[0-5]\d$/u;

export const emptyPhoneFacts: PhoneFacts = { name: '', group: null, lines: [] };
