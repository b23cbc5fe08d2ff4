// The control interface goes on whatever a local program or a page in a browser sends it.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ControlServer } from '../../../electron/adapters/window-calls/control-server';
import { temporaryFolder, valueOf } from '../../support/database';

const servers: ControlServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function start(): Promise<{
  port: number;
  open: () => Promise<Socket>;
  status: (target: string) => Promise<string>;
}> {
  const windowFolder = temporaryFolder();
  writeFileSync(join(windowFolder, 'index.html'), '<!doctype html>');
  const server = new ControlServer({ token: 'token', windowFolder, makeNonce: () => 'nonce' });
  servers.push(server);
  const port = Number(new URL(valueOf(await server.listen(0)).url).port);
  const open = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  };
  const status = async (target: string): Promise<string> => {
    const socket = await open();
    socket.write(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    const [first] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return first.toString().slice(9, 12);
  };
  return { port, open, status };
}

test('a target that is no path gets the window, one outside of its folder nothing', async () => {
  const { status } = await start();
  for (const target of ['/', '//', 'http://[', '/%', '*']) expect(await status(target)).toBe('200');
  for (const target of ['/..%2f..%2fpackage.json', '/%00.js']) expect(await status(target)).toBe('404');
});

test('a peer that asks for a socket and resets the connection does not end the program', async () => {
  const { port, open, status } = await start();
  for (let round = 0; round < 20; round++) {
    const socket = await open();
    const asked = `GET /x HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n`;
    socket.write(asked, () => setTimeout(() => socket.resetAndDestroy(), round % 4));
    await once(socket, 'close');
  }
  expect(await status('/')).toBe('200');
});
