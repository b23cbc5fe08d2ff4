// The editor and the window around it: closing with text that is not saved, and the smallest size there is.
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from '../../support/window';
import { editorText, openFile, typeConfig } from '../../support/window-steps';

interface Asked {
  asked: { message: string; buttons: string[] }[];
}

/** Answers the system's dialogs from now on, and notes what they say. */
async function answerDialogs(app: ElectronApplication, button: number): Promise<void> {
  await app.evaluate(({ dialog }, answer) => {
    delete process.env['CORDBOARD_NO_DIALOG'];
    const noted = globalThis as unknown as Asked;
    noted.asked = [];
    Object.assign(dialog, {
      showMessageBoxSync: (_window: unknown, { message, buttons }: Asked['asked'][number]) => {
        noted.asked.push({ message, buttons });
        return answer;
      },
    });
  }, button);
}

/** What a full disk answers, for files alone. */
async function refuseSaving(app: ElectronApplication, refuse: boolean): Promise<void> {
  await app.evaluate(({ ipcMain }, on) => {
    type Handler = (event: unknown, name: string, input: unknown) => unknown;
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers;
    const kept = globalThis as unknown as { real?: Handler | undefined };
    const real = (kept.real ??= handlers.get('workstation.call'));
    if (!real) throw new Error('The bridge is not there.');
    const problem = { code: 'DISK_FULL', message: 'The disk is full.', remedy: 'Make room.' };
    const refusing: Handler = (event, name, input) =>
      name === 'configs.set' ? { ok: false, problem } : real(event, name, input);
    handlers.set('workstation.call', on ? refusing : real);
  }, refuse);
}

const asked = (app: ElectronApplication): Promise<Asked['asked']> =>
  app.evaluate(() => (globalThis as unknown as Asked).asked);

test('what is typed while the window closes is saved', async ({ workstation }) => {
  const { page } = workstation;
  await openFile(page, 'site');
  await editorText(page).click();
  await page.keyboard.type('HOST_NAME="last"');
  await workstation.restart();
  expect(await workstation.cli('config', 'get', '--scope', 'site')).toContain('HOST_NAME="last"');
});

test('a window with text that cannot be saved asks before it closes, and stays when that is wished', async ({
  workstation,
}) => {
  const { page, app, cli } = workstation;
  if (!app) throw new Error('This story needs Electron.');
  await answerDialogs(app, 0);
  await openFile(page, 'site');
  await refuseSaving(app, true);
  await editorText(page).click();
  await page.keyboard.type('HOST_NAME="mine"');
  await expect(page.getByRole('alert')).toContainText('DISK_FULL');

  try {
    const close = (): Promise<void> =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((window) => window.close()));
    await close();
    const question = { message: 'A config file is not saved yet.', buttons: ['Stay', 'Close and lose it'] };
    await expect.poll(() => asked(app)).toEqual([question]);
    await expect(editorText(page)).toContainText('HOST_NAME="mine"');
    // The text is kept when the editor is left, and so is the question.
    await page.getByRole('link', { name: /^Schedules/ }).click();
    await expect(page.getByRole('heading', { name: 'Schedules', exact: true, level: 1 })).toBeVisible();
    await close();
    await expect.poll(() => asked(app)).toEqual([question, question]);

    await refuseSaving(app, false);
    await openFile(page, 'site');
    await expect(page.getByRole('status').filter({ hasText: /^Draft saved/ })).toBeVisible();
    expect(await cli('config', 'get', '--scope', 'site')).toContain('HOST_NAME="mine"');
  } finally {
    // Else the window would stay when the story is over.
    await app.evaluate(() => void (process.env['CORDBOARD_NO_DIALOG'] = '1'));
  }
});

test('in the smallest window the inspector covers nothing: a problem is mended beside it', async ({ workstation }) => {
  const { page, app, cli } = workstation;
  await cli('phones', 'add', '--mac', '0080F0A1B2C3', '--model', 'KX-UT670', '--name', 'Desk');
  await app?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1100, 720));
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1100);
  await openFile(page, 'site');
  await typeConfig(page, 'HOST_NAME = "desk"\nCFG_RESYNC_TIME="02:00"\nMY_OWN="1"');
  const panel = page.getByRole('complementary', { name: 'Effective value' });
  if (!(await panel.isVisible())) await page.keyboard.press('ControlOrMeta+i');
  await expect(panel).toBeVisible();
  const [left, right] = await Promise.all([page.locator('.editor-main').first().boundingBox(), panel.boundingBox()]);
  expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
  expect((right?.x ?? 0) + (right?.width ?? 0)).toBeLessThanOrEqual(1100);
  await page.getByRole('button', { name: 'Remove the blanks', exact: true }).last().click();
  await expect(editorText(page)).toContainText('HOST_NAME="desk"');
});
