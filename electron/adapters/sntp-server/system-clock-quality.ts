// Whether this computer's clock is synchronised, as far as files tell it. Node has no adjtimex, and asking a program
// (timedatectl, chronyc, w32tm) takes longer than a phone's question may.
import { existsSync } from 'node:fs';
import type { ClockQuality } from '../../services/provisioning/clock-quality';

/** systemd-timesyncd keeps the folder while it runs, and makes the file when it has set the clock for the first time since the
 *  computer started (systemd-timesyncd.service(8), FILES). chrony and ntpd leave no such mark, and other systems none at all. */
const timesyncFolder = '/run/systemd/timesync';
const timesyncMark = '/run/systemd/timesync/synchronized';

export function systemClockQuality(): ClockQuality {
  return process.platform === 'linux' ? clockQuality(existsSync) : () => 'unknown';
}

export function clockQuality(exists: (path: string) => boolean): ClockQuality {
  return () => {
    if (exists(timesyncMark)) return 'synchronised';
    return exists(timesyncFolder) ? 'unsynchronised' : 'unknown';
  };
}
