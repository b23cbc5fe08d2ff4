// nginx as the measure of a file server: one worker, the same bytes from files, a log line for every request.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface RunningNginx {
  readonly port: number;
  readonly version: string;
  /** Of the one worker. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** Debian's defaults (sendfile, tcp_nopush, an access log on a real file), but connections that live as long as the load does. */
export async function startNginx(
  folder: string,
  port: number,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<RunningNginx> {
  const root = join(folder, 'nginx');
  for (const [path, bytes] of files) {
    const file = join(root, 'files', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${root}/${name};`);
  writeFileSync(
    join(root, 'nginx.conf'),
    `worker_processes 1; daemon off; pid ${root}/pid; error_log ${root}/error.log;
events { worker_connections 4096; }
http {
  ${kept.join(' ')}
  default_type text/plain; access_log ${root}/access.log; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
  server { listen 127.0.0.1:${port} backlog=4096; root ${root}/files; }
}
`,
  );
  // As root, nginx would give its worker to another user, who may not read these files.
  const user = process.getuid?.() === 0 ? ['-g', 'user root;'] : [];
  const child = spawn('nginx', ['-c', join(root, 'nginx.conf'), ...user], { stdio: 'ignore' });
  await listening(port);
  return {
    port,
    version: versionOf(),
    pid: workerOf(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'close');
    },
  };
}

function versionOf(): string {
  const said = execFileSync('sh', ['-c', 'nginx -v 2>&1'], { encoding: 'utf8' });
  return /nginx\/\S+/.exec(said)?.[0] ?? 'nginx';
}

function workerOf(parent: number): number {
  const [child = ''] = readdirSync(`/proc/${parent}/task`).map((task) =>
    execFileSync('cat', [`/proc/${parent}/task/${task}/children`], { encoding: 'utf8' }).trim(),
  );
  return Number(child.split(' ', 1)[0]);
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = connect({ port, host: '127.0.0.1' });
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (open) return;
    await pause(50);
  }
  throw new Error('nginx does not listen');
}
