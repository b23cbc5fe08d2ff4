// The request log is searched by a worker thread with SQLite of its own: in Electron another one than in Node.
import { get } from 'node:http';
import { startElectron } from '../../support/electron-app';
import { expect, test } from '../../support/window';

test('a request shows up in a search in Electron, and the app ends cleanly with the thread open', async ({
  folder,
}) => {
  const { page, stop } = await startElectron(folder);
  const call = (name: string, input: object): Promise<Record<string, unknown>> =>
    page.evaluate(`window.workstation.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`);
  const status = (await call('status.show', {})) as { value: { address: string } };
  await new Promise<void>((resolve, reject) => {
    get(new URL('/nothing/here.php', status.value.address), (response) => {
      response.resume().once('end', resolve);
    }).once('error', reject);
  });
  const found = await call('requests.search', { text: 'here.php' });
  expect(found).toMatchObject({
    ok: true,
    value: { more: false, requests: [{ status: 404, path: '/nothing/here.php' }] },
  });
  expect(await call('ledger.show', {})).toMatchObject({ ok: true, value: { keepDays: 90, rows: 1 } });
  await stop();
});
