// The loopback interface of the headless host: nobody gets a word without token, Origin and Host.
import { once } from 'node:events';
import { request } from 'node:http';
import WebSocket from 'ws';
import { startHost } from '../../support/chromium-host';
import { expect, test } from '../../support/window';

test('the control interface refuses a wrong token, Origin and Host, and answers the right ones', async ({ folder }) => {
  const host = await startHost(folder);
  try {
    const { port } = new URL(host.windowUrl);
    const token = new URLSearchParams(new URL(host.windowUrl).hash.slice(1)).get('token') ?? '';
    const ours = `http://127.0.0.1:${port}`;
    expect(await statusFor(port, `127.0.0.1:${port}`)).toBe(200);
    expect(await statusFor(port, 'cordboard.invalid')).toBe(421);

    expect(await converse(port, { origin: 'https://cordboard.invalid' }, token)).toBe('403');
    expect(await converse(port, { origin: ours, host: 'cordboard.invalid' }, token)).toBe('403');
    expect(await converse(port, { origin: ours }, `${token}x`)).toBe('closed 4401');
    expect(await converse(port, { origin: ours }, '')).toBe('closed 4401');
    expect(await converse(port, { origin: ours }, token)).toBe('{"ready":true}');
  } finally {
    await host.stop();
  }
});

function statusFor(port: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}

/** The first thing a client hears: a status of HTTP, a close, or a message. */
async function converse(port: string, headers: Record<string, string>, token: string): Promise<string> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/workstation`, { headers });
  try {
    return await Promise.race([
      once(socket, 'unexpected-response').then(([, response]) =>
        String((response as { statusCode: number }).statusCode),
      ),
      once(socket, 'close').then(([code]) => `closed ${String(code)}`),
      once(socket, 'open').then(async () => {
        socket.send(JSON.stringify({ token }));
        const [message] = (await once(socket, 'message')) as [Buffer];
        return message.toString();
      }),
    ]);
  } finally {
    socket.once('error', () => undefined);
    socket.terminate();
  }
}
