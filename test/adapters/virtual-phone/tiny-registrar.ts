// A registrar of a few lines (RFC 3261 §10.3, §22): one account, digest by the book, written apart from both sides.
import { createHash } from 'node:crypto';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

export interface Registered {
  readonly from: string;
  readonly uri: string;
  readonly to: string;
  readonly contact: string;
  readonly expires: number;
  readonly userAgent: string;
  readonly callId: string;
  readonly cseq: number;
  readonly authorized: boolean;
}

export interface TinyRegistrar {
  readonly port: number;
  /** Every REGISTER that came, retransmissions too. */
  readonly heard: Registered[];
  /** How it answers; by default it challenges and grants what is asked for. */
  behaviour: {
    algorithm: 'MD5' | 'SHA-256' | null;
    qop: boolean;
    status: number | null;
    grants: number | null;
    leastSeconds: number;
    loses: number;
    challengeWith: 401 | 407;
  };
  newNonce(): void;
}

const password = 'Pw-101-x';

export async function openRegistrar(): Promise<TinyRegistrar> {
  const socket = dgram.createSocket('udp4');
  onTestFinished(() => void socket.close());
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  let nonces = 1;
  const registrar: TinyRegistrar = {
    port: socket.address().port,
    heard: [],
    behaviour: {
      algorithm: 'MD5',
      qop: true,
      status: null,
      grants: null,
      leastSeconds: 0,
      loses: 0,
      challengeWith: 401,
    },
    newNonce: () => void (nonces += 1),
  };
  socket.on('message', (datagram, peer) => {
    const text = datagram.toString();
    const header = (name: string): string => new RegExp(`^${name}: (.*)\r$`, 'm').exec(text)?.[1] ?? '';
    const { behaviour } = registrar;
    const nonce = `nonce-${nonces}`;
    const sent = header('(?:Proxy-)?Authorization').replace(/^.*?: /, '');
    const credentials = text.split('\r\n').find((line) => /^(Proxy-)?Authorization: Digest/.test(line)) ?? sent;
    const authorized = behaviour.algorithm === null || answers(credentials, nonce, behaviour.algorithm);
    const expires = Number(header('Expires'));
    registrar.heard.push({
      from: `${peer.address}:${peer.port}`,
      uri: /^REGISTER (\S+) SIP/.exec(text)?.[1] ?? '',
      to: header('To'),
      contact: header('Contact'),
      expires,
      userAgent: header('User-Agent'),
      callId: header('Call-ID'),
      cseq: Number.parseInt(header('CSeq')),
      authorized,
    });
    if (behaviour.loses > 0) {
      behaviour.loses -= 1;
      return;
    }
    const challenge =
      `${behaviour.challengeWith === 401 ? 'WWW' : 'Proxy'}-Authenticate: Digest realm="lab", nonce="${nonce}"` +
      `${behaviour.qop ? ', qop="auth,auth-int"' : ''}${behaviour.algorithm === 'MD5' ? '' : ', algorithm=SHA-256'}`;
    const [status, ...more] =
      behaviour.status !== null
        ? [behaviour.status]
        : !authorized
          ? [
              behaviour.challengeWith,
              'WWW-Authenticate: Digest realm="lab", nonce="x", algorithm=SHA-512-256',
              challenge,
            ]
          : expires > 0 && expires < behaviour.leastSeconds
            ? [423, `Min-Expires: ${behaviour.leastSeconds}`]
            : expires === 0
              ? [200]
              : [
                  200,
                  `Contact: <sip:other@192.0.2.1:5060>;expires=7, ${header('Contact')};expires=${behaviour.grants ?? expires}`,
                ];
    const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `${name}: ${header(name)}`);
    const answer = [`SIP/2.0 ${status} Answer`, ...copied, ...more, 'Content-Length: 0', '', ''].join('\r\n');
    if (status === 200) socket.send(answer.replace(/^SIP\/2\.0 200 .*/, 'SIP/2.0 100 Trying'), peer.port, peer.address);
    socket.send(answer, peer.port, peer.address);
  });
  return registrar;
}

/** RFC 2617 §3.2.2, with SHA-256 as RFC 8760 has it. */
function answers(credentials: string, nonce: string, algorithm: 'MD5' | 'SHA-256'): boolean {
  const field = (name: string): string =>
    new RegExp(`[ ,]${name}=(?:"([^"]*)"|([^,]*))`).exec(credentials)?.slice(1).find(Boolean) ?? '';
  const hash = (text: string): string =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const secret = hash(`auth101:lab:${password}`);
  const middle = field('qop') === '' ? nonce : `${nonce}:${field('nc')}:${field('cnonce')}:${field('qop')}`;
  return (
    field('username') === 'auth101' &&
    field('nonce') === nonce &&
    field('response') === hash(`${secret}:${middle}:${hash(`REGISTER:${field('uri')}`)}`)
  );
}
