/** The program's log, for whoever has to find out what happened. Secrets and tokens in fields are blanked by the writer. */
export interface Logger {
  /** `event` is a fixed short text, e.g. `listener started`; what varies goes into `fields`. */
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, unknown>>;
