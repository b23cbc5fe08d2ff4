// Runs Kamailio (Debian: kamailio, kamailio-tls-modules) as the SIP server between us and a phone: registrar and proxy on addresses and
// ports of its own, with a configuration written for the test.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { KeyedCertificate } from '../../electron/services/provisioning/certificate-store';
import { freePort } from './sipp';

export interface Kamailio {
  readonly host: string;
  /** UDP and TCP. */
  readonly port: number;
  readonly tlsPort: number;
}

export interface KamailioOptions {
  readonly identity: KeyedCertificate;
  /** It asks whoever sends a NOTIFY for this password first, with this hash. */
  readonly challenge?: { readonly algorithm: 'MD5' | 'SHA-256'; readonly password: string };
}

const path = [process.env['PATH'] ?? '', '/usr/sbin'].join(delimiter);
const host = '127.0.0.7';
const patienceMs = 15_000;

/** What is missing here, null when it can run. */
export function kamailioMissing(): string | null {
  const found = spawnSync('kamailio', ['-v'], { env: { ...process.env, PATH: path } });
  return found.status === 0 ? null : 'kamailio is not installed (Debian: kamailio kamailio-tls-modules)';
}

export async function startKamailio({ identity, challenge }: KamailioOptions): Promise<Kamailio> {
  const folder = await mkdtemp(join(tmpdir(), 'cordboard-kamailio-'));
  const [port, tlsPort] = [await freePort(), await freePort()];
  const file = (name: string): string => join(folder, name);
  await writeFile(file('certificate.pem'), identity.certificate);
  await writeFile(file('key.pem'), identity.key, { mode: 0o600 });
  await writeFile(file('kamailio.cfg'), configuration({ port, tlsPort, folder, ...(challenge ? { challenge } : {}) }));
  const options = ['-f', file('kamailio.cfg'), '-DD', '-E', '-Y', folder, '-w', folder, '-m', '32', '-M', '4'];
  const server = spawn('kamailio', options, {
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4_000)));
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    server.once('error', () => resolve());
    server.once('exit', () => resolve());
  }).then(() => void (hasEnded = true));
  onTestFinished(async () => {
    server.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  });
  for (const since = performance.now(); !(await accepts(port)) || !(await accepts(tlsPort));) {
    if (hasEnded || performance.now() - since > patienceMs) throw new Error(`kamailio does not start: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return { host, port, tlsPort };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(port, host);
    probe.once('error', () => resolve(false));
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
  });
}

function configuration(parts: {
  readonly port: number;
  readonly tlsPort: number;
  readonly folder: string;
  readonly challenge?: { readonly algorithm: string; readonly password: string };
}): string {
  const { port, tlsPort, folder, challenge } = parts;
  const modules = ['tm', 'sl', 'rr', 'pv', 'maxfwd', 'usrloc', 'registrar', 'textops', 'siputils', 'auth', 'tls'];
  const asked = challenge
    ? `
    if (!pv_proxy_authenticate("kamailio", "${challenge.password}", "0")) {
      proxy_challenge("kamailio", "1");
      exit;
    }
    consume_credentials();`
    : '';
  return `#!KAMAILIO
debug=1
log_stderror=yes
children=1
tcp_children=1
auto_aliases=no
enable_tls=yes
listen=udp:${host}:${port}
listen=tcp:${host}:${port}
listen=tls:${host}:${tlsPort}
${modules.map((name) => `loadmodule "${name}.so"`).join('\n')}
modparam("usrloc", "db_mode", 0)
modparam("auth", "algorithm", "${challenge?.algorithm ?? 'MD5'}")
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "${folder}/certificate.pem")
modparam("tls", "private_key", "${folder}/key.pem")

request_route {
  if (!mf_process_maxfwd_header("10")) {
    sl_send_reply("483", "Too Many Hops");
    exit;
  }
  if (is_method("REGISTER")) {
    save("location");
    exit;
  }
  if (!is_method("NOTIFY")) {
    sl_send_reply("405", "Method Not Allowed");
    exit;
  }
  if (!has_totag()) {${asked}
    loose_route();
    if (!lookup("location")) {
      sl_send_reply("404", "Not Registered");
      exit;
    }
  }
  t_relay();
}
`;
}
