// The log file: JSON lines in `logs/cordboard.log`, five files of 5 MB at most, secrets blanked before they get there.
import { join } from 'node:path';
import { pino } from 'pino';
import { createStream } from 'rotating-file-stream';
import type { LogFields, Logger } from '../../services/settings/logger';
import { blankLogSecrets, blankSecretsInText } from './blank-log-secrets';

export type LogLevel = 'info' | 'warn' | 'error' | 'silent';

export interface LoggerOptions {
  /** The data folder; it must be there. */
  readonly folder: string;
  readonly level: LogLevel;
  /** Only tests give another one. Default 5 MB. */
  readonly fileBytes?: number;
}

export interface FileLogger extends Logger {
  /** Ends when everything is written. */
  close(): Promise<void>;
}

const name = 'cordboard.log';
const defaultFileBytes = 5 * 1024 * 1024;
/** Beside the one being written: `cordboard.1.log` is the newest of them. */
const olderFiles = 4;

/** Never throws, and no trouble with the file ever reaches the caller: a full disk costs log lines, nothing else. */
export function createLogger({ folder, level, fileBytes = defaultFileBytes }: LoggerOptions): FileLogger {
  const stream = createStream((index) => (index ? `cordboard.${Number(index)}.log` : name), {
    path: join(folder, 'logs'),
    size: `${fileBytes}B`,
    rotate: olderFiles,
    mode: 0o600,
  });
  stream.on('error', () => {});
  stream.on('warning', () => {});
  // No pino transport: those are worker threads, which a bundled program would have to find on disk.
  const sink = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream);
  let closed = false;

  function write(method: 'info' | 'warn' | 'error', event: string, fields: LogFields): void {
    if (!closed) sink[method](blankLogSecrets(fields), blankSecretsInText(event));
  }

  return {
    info: (event, fields = {}) => write('info', event, fields),
    warn: (event, fields = {}) => write('warn', event, fields),
    error: (event, fields = {}) => write('error', event, fields),
    close() {
      if (closed) return Promise.resolve();
      closed = true;
      return new Promise((resolve) => stream.end(() => resolve()));
    },
  };
}
