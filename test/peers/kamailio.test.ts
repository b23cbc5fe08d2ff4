// NOTIFYs through a SIP server nobody here wrote, to a phone that sipp registered there.
import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { SipNotifySender } from '../../electron/adapters/sip/sip-notify-sender';
import type { SipTransport } from '../../electron/core/sip/sip-transport';
import type { NotifyCredentials, NotifyOutcome } from '../../electron/services/resync/notify-sender';
import { fastClock } from '../support/fast-clock';
import { issueForTest, type IssuedForTest } from '../support/certificates';
import { kamailioMissing, startKamailio, type Kamailio } from './kamailio';
import { hear, registerBySipp, say, startSipp } from './sipp';

const missing = kamailioMissing();
const credentials = { authId: 'cordboard', password: 'secret' };
let issued: IssuedForTest;

beforeAll(async () => {
  issued = await issueForTest('rsa-2048', ['127.0.0.7']);
});

interface Sending {
  readonly server: Kamailio;
  readonly transport: SipTransport;
  readonly user?: string;
  readonly credentials?: NotifyCredentials;
  readonly authorities?: readonly string[];
}

async function notify({ server, transport, user = '101', authorities, ...rest }: Sending): Promise<NotifyOutcome> {
  const sender = new SipNotifySender({
    host: '127.0.0.1',
    port: 0,
    tcp: true,
    version: '0.0.0',
    clock: fastClock(1),
    random: randomBytes,
    authorities: () => authorities ?? [issued.root.certificate],
    fault: (error) => expect.unreachable(String(error)),
  });
  onTestFinished(() => sender.stop());
  expect(await sender.start()).toMatchObject({ ok: true });
  const port = transport === 'tls' ? server.tlsPort : server.port;
  return sender.send(
    {
      target: { address: server.host, port: server.port, user },
      nextHop: { kind: 'proxy', host: server.host, port, transport },
      event: 'check-sync',
      credentials: rest.credentials ?? null,
    },
    { sent: () => undefined },
  );
}

beforeEach((context) => {
  if (missing !== null) context.skip(missing);
});

describe('through Kamailio', () => {
  test.each(['udp', 'tcp', 'tls'] as const)(
    'over %s the phone hears it and its answer comes back',
    async (transport) => {
      const server = await startKamailio({ identity: issued.server });
      const phone = await startSipp(
        hear.replace(
          '/>',
          '><action><ereg regexp="check-sync" search_in="hdr" header="Event:" check_it="true" assign_to="event"/></action></recv>',
        ),
        '<Reference variables="event"/>',
        say('200 OK'),
      );
      await registerBySipp(`${server.host}:${server.port}`, '101', phone.port);
      await expect(notify({ server, transport })).resolves.toEqual({ kind: 'answered', status: 200, reason: 'OK' });
      await phone.played;
    },
  );

  test('an account nobody registered is the answer of the server', async () => {
    const server = await startKamailio({ identity: issued.server });
    await expect(notify({ server, transport: 'udp', user: '999' })).resolves.toEqual({
      kind: 'answered',
      status: 404,
      reason: 'Not Registered',
    });
  });

  test.each(['MD5', 'SHA-256'] as const)('it asks for the password by 407 with %s', async (algorithm) => {
    const server = await startKamailio({ identity: issued.server, challenge: { algorithm, password: 'secret' } });
    const phone = await startSipp(hear, say('200 OK'));
    await registerBySipp(`${server.host}:${server.port}`, '101', phone.port);
    const wrong = { authId: 'cordboard', password: 'wrong' };
    await expect(notify({ server, transport: 'udp', credentials: wrong })).resolves.toMatchObject({ status: 407 });
    await expect(notify({ server, transport: 'udp', credentials })).resolves.toMatchObject({ status: 200 });
    await phone.played;
  });

  test('it asks by 407, then the phone by 401: both are answered', async () => {
    const server = await startKamailio({
      identity: issued.server,
      challenge: { algorithm: 'SHA-256', password: 'secret' },
    });
    const challenge = 'WWW-Authenticate: Digest realm="phone", nonce="4bd0c1", algorithm=MD5, qop="auth"';
    const proof =
      '<ereg regexp="Digest .*realm=.phone.*nc=00000001" search_in="hdr" header="Authorization:" check_it="true" assign_to="seen"/>';
    const phone = await startSipp(
      hear,
      say('401 Unauthorized', [challenge]),
      `<recv request="NOTIFY" timeout="10000"><action>${proof}</action></recv>`,
      '<Reference variables="seen"/>',
      say('200 OK'),
    );
    await registerBySipp(`${server.host}:${server.port}`, '101', phone.port);
    await expect(notify({ server, transport: 'tcp', credentials })).resolves.toMatchObject({ status: 200 });
    await phone.played;
  });

  test('its certificate must come from a root that is trusted', async () => {
    const server = await startKamailio({ identity: issued.server });
    await expect(notify({ server, transport: 'tls', authorities: [] })).resolves.toMatchObject({
      kind: 'unreachable',
      detail: expect.stringContaining('add its root to the authorities of the site'),
    });
  });
});
