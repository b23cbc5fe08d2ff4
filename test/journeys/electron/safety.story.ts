// What only Electron can get wrong: Node in the page, a second window, a foreign page with our bridge.
import { join } from 'node:path';
import { expect, test } from '../../support/window';

test('the page has one bridge, no Node, no other window, no permission', async ({ workstation }) => {
  const { page, app } = workstation;
  await expect(page.getByRole('button', { name: 'Add a phone' })).toBeVisible();
  const seen = await page.evaluate(async () => ({
    bridge: Object.keys(Object.getOwnPropertyDescriptor(window, 'workstation')?.value as object).toSorted(),
    node: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
    opened: window.open('https://cordboard.invalid/') === null && window.open('about:blank') === null,
    camera: (await navigator.permissions.query({ name: 'camera' })).state,
    notifications: await Notification.requestPermission(),
    media: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'given',
      () => 'refused',
    ),
  }));
  expect(seen).toEqual({
    bridge: ['call', 'listen'],
    node: [],
    opened: true,
    camera: 'denied',
    notifications: 'denied',
    media: 'refused',
  });

  await app?.evaluate(({ BrowserWindow }) => {
    const wishes: string[] = [];
    Object.assign(globalThis, { wishes });
    BrowserWindow.getAllWindows()[0]?.webContents.on('will-frame-navigate', ({ url }) => wishes.push(url));
  });
  const elsewhere = ['https://cordboard.invalid/', 'http://127.0.0.1:9/'];
  for (const href of elsewhere) {
    await app?.evaluate(async ({ BrowserWindow }, url) => {
      const click = `document.body.appendChild(Object.assign(document.createElement('a'), { href: '${url}' })).click()`;
      await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(click, true);
    }, href);
  }
  const wishes = (): unknown => app?.evaluate(() => (globalThis as unknown as { wishes: string[] }).wishes);
  await expect.poll(wishes).toEqual(elsewhere);
  const shown = await app?.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return [contents?.getURL(), await contents?.executeJavaScript('document.body.innerText')] as string[];
  });
  expect(shown?.[0]).toMatch(/^app:\/\/workstation\//);
  expect(shown?.[1]).toContain('No phones yet');
  expect(await app?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  const settings = await app?.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity };
  });
  expect(settings).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
});

test('a foreign page that has our bridge is refused by the workstation', async ({ workstation }) => {
  const { app } = workstation;
  const preload = join(process.env['CORDBOARD_APP'] ?? '', 'out/preload/preload.cjs');
  const answer = await app?.evaluate(async ({ BrowserWindow }, script) => {
    const foreign = new BrowserWindow({ show: false, webPreferences: { preload: script, sandbox: true } });
    await foreign.loadURL('data:text/html,<p>foreign</p>');
    const said: unknown = await foreign.webContents.executeJavaScript('window.workstation.call("phones.list", {})');
    foreign.destroy();
    return said;
  }, preload);
  expect(answer).toMatchObject({ ok: false, problem: { code: 'CALL_REFUSED' } });
});
