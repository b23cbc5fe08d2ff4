// The command line: a thin host that hands the program its streams, the workstation, the families and the virtual phones.
// What not every command needs is imported when one does, so that `config check` starts fast.
import { homedir } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { systemClock } from './adapters/clock/system-clock';
import type { CommandSurroundings, Output } from './adapters/command-line/command-surroundings';
import { runCommandLine } from './adapters/command-line/run-command-line';
import { chooseClock } from './choose-clock';
import { callerFolder, defaultDataFolder } from './core/settings/data-folder';

const clock = systemClock();

let tellPipeClosed = (): void => undefined;
const pipeClosed = new Promise<void>((resolve) => (tellPipeClosed = resolve));

const surroundings: CommandSurroundings = {
  stdout: outputTo(process.stdout),
  stderr: outputTo(process.stderr),
  readStdin: () => buffer(process.stdin),
  folder: callerFolder(process.env, process.cwd()),
  defaultData: defaultDataFolder(process.env, process.platform, homedir()),
  clock,
  chooseClock,

  async connect(options) {
    const { connectWorkstation } = await import('./adapters/command-line/connect-workstation');
    return connectWorkstation(options, {
      clock,
      isRunning,
      async openInProcess(where) {
        const { openForCommand } = await import('./open-for-command');
        return openForCommand(where);
      },
    });
  },

  async loadFamily() {
    const [{ createPanasonicFamily }, { catalogueRows }, catalogue] = await Promise.all([
      import('./core/families/panasonic/panasonic-family'),
      import('./core/families/panasonic/catalogue'),
      import('../resources/families/panasonic/catalogue.json'),
      // Time zones of the timing engine.
      import('temporal-polyfill/global'),
    ]);
    return createPanasonicFamily(catalogueRows(catalogue.default));
  },

  async startVirtualPhones({ clock: phoneClock, ...request }, tell) {
    const { startVirtualPhones } = await import('./adapters/virtual-phone/start-virtual-phones');
    return startVirtualPhones(request, { clock: phoneClock, random: Math.random, emit: tell });
  },

  async untilInterrupted() {
    const signalled = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    await Promise.race([signalled, pipeClosed]);
  },
};

// Not process.exit: what was written to a pipe must get through first.
process.exitCode = await runCommandLine(process.argv.slice(2), surroundings);

/** A reader that went away (`| head`) is no trouble: what is left is dropped, and endless commands end. */
function outputTo(stream: NodeJS.WriteStream): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    tellPipeClosed();
  });
  return {
    write(chunk) {
      if (!stream.destroyed) stream.write(chunk);
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, but another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
