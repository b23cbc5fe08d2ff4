import { powerMonitor, powerSaveBlocker } from 'electron';
import type { SleepBlocker } from '../workstation';

/** The screen may go dark; the system does not sleep by itself. After `ready`. */
export function electronSleepBlocker(): SleepBlocker {
  return {
    block() {
      const id = powerSaveBlocker.start('prevent-app-suspension');
      return () => void (powerSaveBlocker.isStarted(id) && powerSaveBlocker.stop(id));
    },
    onMains: () => !powerMonitor.isOnBatteryPower(),
    watchMains(changed) {
      powerMonitor.on('on-ac', changed);
      powerMonitor.on('on-battery', changed);
      return () => {
        powerMonitor.off('on-ac', changed);
        powerMonitor.off('on-battery', changed);
      };
    },
  };
}
