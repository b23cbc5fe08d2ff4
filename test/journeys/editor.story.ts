// The config editor on a real phone's layers: mend, override, take away and decide what stays.
import type { Page } from '@playwright/test';
import { editorText, publish, typeConfig } from '../support/window-steps';
import { expect, test } from '../support/window';

const mac = '0080F0A1B2C3';

/** By keyboard: the pointer would bring up the documentation of the line it rests on. */
async function goToLine(page: Page, line: number): Promise<void> {
  await editorText(page).focus();
  await page.keyboard.press('ControlOrMeta+Home');
  for (let at = 1; at < line; at += 1) await page.keyboard.press('ArrowDown');
}

async function openFile(page: Page, scope: string): Promise<void> {
  await page.evaluate((hash) => void (location.hash = hash), `/files/${encodeURIComponent(scope)}`);
  await expect(editorText(page)).toBeVisible();
}

test('a problem is mended by one press, in the list or by its key', async ({ workstation }) => {
  const { page } = workstation;
  await openFile(page, 'site');
  await typeConfig(page, 'HOST_NAME = "desk"\nTIME_SYNC_INTVL ="60"\n');
  const problems = page.getByRole('region', { name: 'Problems of this file' });
  await problems.getByRole('button', { name: 'Remove the blanks', exact: true }).first().click();
  await expect(editorText(page)).toContainText('HOST_NAME="desk"');
  await goToLine(page, 2);
  await expect(problems).toContainText('1 error');
  await page.keyboard.press('ControlOrMeta+.');
  await expect(editorText(page)).toContainText('TIME_SYNC_INTVL="60"');
  await expect(problems).toContainText('No problems');
});

test('a value set for one phone shows in the inspector as the winner over its group, in text and form', async ({
  workstation,
}) => {
  const { page, cli } = workstation;
  await cli('phones', 'add', '--mac', mac, '--model', 'KX-UT670', '--name', 'Desk', '--group', 'Reception');
  await openFile(page, 'group:Reception');
  await typeConfig(page, 'HOST_NAME="group"\n');
  await openFile(page, `phone:${mac}`);
  await page.keyboard.press('ControlOrMeta+e');
  const form = page.getByRole('region', { name: 'Form of Desk' });
  await form.getByRole('searchbox').fill('HOST_NAME');
  const field = form.getByRole('textbox', { name: /^Host name/ });
  await expect(field).toHaveValue('group');
  const inspector = page.getByRole('complementary', { name: 'Effective value' });
  await field.click();
  await expect(inspector).toContainText('from Group Reception');
  await field.fill('own');
  await field.press('Enter');
  await expect(inspector).toContainText('from Phone');
  await expect(inspector.getByRole('listitem').filter({ hasText: 'Group' })).toContainText('overridden');
  await page.keyboard.press('ControlOrMeta+e');
  await expect(editorText(page)).toContainText('HOST_NAME="own"');
  expect(await cli('config', 'get', '--scope', `phone:${mac}`)).toContain('HOST_NAME="own"');
});

test('a line taken away asks what happens on the phone that holds it', async ({ workstation, phones }) => {
  const { page, cli, url } = workstation;
  await cli('phones', 'add', '--mac', mac, '--model', 'KX-UT670', '--name', 'Desk', '--group', 'Reception');
  await openFile(page, 'group:Reception');
  await typeConfig(page, 'HOST_NAME="desk"\nDSCP_SIP_1="26"\n');
  await publish(page, 'First');
  const phone = await phones.boot({ mac, url });
  await expect.poll(() => phone.settings.get('DSCP_SIP_1')).toBe('26');

  await goToLine(page, 2);
  await page.keyboard.press('ControlOrMeta+Shift+k');
  const choices = editorText(page).getByRole('group', { name: 'What happens to DSCP_SIP_1 on the phone' });
  await expect(choices).toContainText('1 phone keeps DSCP_SIP_1="26"');
  await choices.getByRole('button', { name: 'Write default "0"' }).click();
  await expect(choices).toBeHidden();
  await expect(editorText(page)).toContainText('DSCP_SIP_1="0"');

  // Left alone, it is told as a left-over of the phone.
  await goToLine(page, 1);
  await page.keyboard.press('ControlOrMeta+Shift+k');
  await editorText(page).getByRole('button', { name: 'Leave' }).click();
  await publish(page, 'Without a host name');
  await openFile(page, `phone:${mac}`);
  await expect(page.getByRole('region', { name: 'Left on the phone' })).toContainText('HOST_NAME');
});
