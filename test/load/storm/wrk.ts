// wrk, told to go through a list of paths one after the other, and what it measured.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Load {
  readonly port: number;
  readonly seconds: number;
  readonly connections: number;
  /** False: every request on a connection of its own. */
  readonly keepAlive: boolean;
}

export interface Loaded {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were no 2xx, broken connections and time-outs. */
  readonly errors: number;
}

const script = `
local requests = {}
local n = 0
function init(args)
  for path in io.lines(args[1]) do requests[#requests + 1] = wrk.format('GET', path) end
end
function request()
  n = n % #requests + 1
  return requests[n]
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests":%d,"micros":%d,"p50":%d,"p99":%d,"errors":%d}\\n', summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
`;

/** One thread of wrk over all `paths` again and again. */
export function wrkOver(folder: string, paths: readonly string[]): (load: Load) => Promise<Loaded> {
  const scriptFile = join(folder, 'cycle.lua');
  const pathsFile = join(folder, 'paths.txt');
  writeFileSync(scriptFile, script);
  writeFileSync(pathsFile, `${paths.join('\n')}\n`);
  return async ({ port, seconds, connections, keepAlive }) => {
    const header = keepAlive ? [] : ['-H', 'Connection: close'];
    const how = ['-t1', `-c${connections}`, `-d${seconds}s`, ...header, '-s', scriptFile];
    const { stdout } = await promisify(execFile)('wrk', [...how, `http://127.0.0.1:${port}/`, pathsFile]);
    const said = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, number>;
    const { requests = 0, micros = 1, p50 = 0, p99 = 0, errors = 0 } = said;
    return { requests, perSecond: (requests / micros) * 1e6, p50Ms: p50 / 1000, p99Ms: p99 / 1000, errors };
  };
}
