// How much memory a running host needs, its garbage swept first.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunningHost } from './chromium-host';

/** What `startHost` needs for it. */
export const memoryProbe: readonly string[] = [
  '--expose-gc',
  '--import',
  join(import.meta.dirname, 'memory-probe.mjs'),
];

interface HostMemory {
  /** All that is resident of the process, its threads included, in megabytes. */
  readonly residentMb: number;
  readonly heapMb: number;
  readonly externalMb: number;
}

const mark = 'memory ';
const patienceMs = 10_000;

/** `folder` as it was given to `startHost`. */
export async function hostMemory(folder: string, host: RunningHost): Promise<HostMemory> {
  const { pid } = JSON.parse(readFileSync(join(folder, 'data/control.json'), 'utf8')) as { pid: number };
  const said = (): string[] => host.output.stderr.filter((line) => line.startsWith(mark));
  const before = said().length;
  process.kill(pid, 'SIGUSR2');
  for (const since = performance.now(); said().length === before; await pause(20))
    if (performance.now() - since > patienceMs) throw new Error('the host does not say how much memory it needs');
  const { heapUsed, external } = JSON.parse((said().at(-1) ?? '').slice(mark.length)) as Record<string, number>;
  const resident = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
  return { residentMb: megabytes(resident), heapMb: megabytes(heapUsed), externalMb: megabytes(external) };
}

function megabytes(bytes = 0): number {
  return bytes / 1024 / 1024;
}
