// Finds the workstation a command is for: the running one, else one opened in this process, else a clear no.
import type { Clock } from '../../core/shared/clock';
import type { Problem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import { checkedConnection } from './checked-connection';
import { readControlFile } from './control-file';
import { connectSocket } from './socket-workstation';
import type { RawWorkstation, WorkstationConnection } from './workstation-connection';

export interface ConnectOptions {
  /** Absolute path. */
  readonly data: string;
  /** Null: the site being served. */
  readonly site: string | null;
  readonly passphraseFile: string | null;
  /** `needed`: what the command starts only makes sense while phones are being served. */
  readonly host: 'preferred' | 'needed';
}

export interface ConnectSurroundings {
  readonly clock: Clock;
  /** Whether a process with this id exists. */
  isRunning(pid: number): boolean;
  /** Opens the database itself, locked, with no listener up. */
  openInProcess(options: Pick<ConnectOptions, 'data' | 'passphraseFile'>): Promise<Result<RawWorkstation>>;
}

/** Problems HOST_UNREACHABLE and whatever opening the database gives. */
export async function connectWorkstation(
  options: ConnectOptions,
  around: ConnectSurroundings,
): Promise<Result<WorkstationConnection>> {
  const { data, site, passphraseFile, host } = options;
  const control = await readControlFile(data);
  if (control && around.isRunning(control.pid)) {
    const found = await connectSocket(control, around.clock);
    if (found === 'silent') return fail(silentHost(control.pid));
    if (found !== 'nobody') return ok(checkedConnection(found, site));
  }
  // None, or a stale file: the lock of the data folder has the last word on whether somebody owns it.
  if (host === 'needed') return fail(noHost(data));
  const opened = await around.openInProcess({ data, passphraseFile });
  return opened.ok ? ok(checkedConnection(opened.value, site)) : opened;
}

function silentHost(pid: number): Problem {
  return {
    code: 'HOST_UNREACHABLE',
    message: `The workstation (process ${pid}) takes connections but does not answer.`,
    remedy: 'Give it a moment if it is starting; else end that process and start it again.',
  };
}

function noHost(data: string): Problem {
  return {
    code: 'HOST_UNREACHABLE',
    message: `No workstation is serving phones from ${data}.`,
    remedy: 'Start one for this data folder with "npm start" or "npm run serve", and repeat the command.',
  };
}
