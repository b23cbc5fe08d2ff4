// The headless host: the same workstation without a window. stdout holds JSON events only; people read stderr.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { callerFolder, defaultDataFolder } from './core/settings/data-folder';
import type { Problem } from './core/shared/problem';
import { interfacesOfStory } from './story-interfaces';
import { createWorkstation, type Workstation } from './workstation';
import { parseHostOptions, type HostOptions } from './workstation-options';

const stopPatienceMs = 4_500;

async function serve(): Promise<void> {
  const options = parseHostOptions(process.argv.slice(2), {
    defaultData: defaultDataFolder(process.env, process.platform, homedir()),
    folder: callerFolder(process.env, process.cwd()),
    lenient: false,
  });
  if (!options.ok) return giveUp(options.problem, 2);
  const created = createWorkstation({
    options: options.value,
    keychain: null,
    windowFolder: join(import.meta.dirname, '../renderer'),
    interfaces: interfacesOfStory(process.env),
  });
  if (!created.ok) return giveUp(created.problem, created.problem.code === 'PASSPHRASE_FILE_UNREADABLE' ? 1 : 2);
  const workstation = created.value;
  stopOnSignals(workstation);
  const started = await workstation.start({ strict: true });
  if (!started.ok) return giveUp(started.problem, 1);
  if (!workstation.vault.unlockedBy) {
    const locked = workstation.whyLocked();
    await workstation.stop();
    return giveUp(locked, 1);
  }
  const { warning } = workstation.vault;
  if (warning) say(warning);
  if (options.value.openLab)
    process.stderr.write(
      'Open (lab) mode: every known phone gets its files without a token. Do not use it outside a lab.\n',
    );
  // With every listener `off` nothing else would keep the program from ending; a signal does.
  setInterval(() => undefined, 2 ** 31 - 1);
  process.stdout.write(`${JSON.stringify(readyEvent(workstation, options.value))}\n`);
  if (options.value.ports.control !== 'off')
    process.stderr.write(`The window, in a browser: ${workstation.control.browserUrl}\n`);
}

function readyEvent(workstation: Workstation, options: HostOptions): object {
  const listeners = Object.fromEntries(
    workstation
      .listeners()
      .map(({ protocol, state, address, port }) => [protocol, state === 'up' ? { address, port } : null]),
  );
  const { http, https, tftp, sntp, sip } = listeners;
  return {
    event: 'ready',
    version: workstation.version,
    data: workstation.dataFolder,
    http,
    https,
    tftp,
    sntp,
    sip: sip && { ...sip, transports: ['udp'] },
    control:
      options.ports.control === 'off' ? null : { url: workstation.control.url, tokenFile: workstation.control.file },
  };
}

function stopOnSignals(workstation: Workstation): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), stopPatienceMs).unref();
    void workstation.stop().finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('SIGHUP', stop);
}

function giveUp(problem: Problem, exitCode: 1 | 2): void {
  say(problem);
  process.exitCode = exitCode;
}

function say({ code, message, remedy }: Problem): void {
  process.stderr.write(`${message} ${remedy} [${code}]\n`);
}

await serve();
