// What people do in the window, as steps of a story: everything is found as they find it, by role and name.
import { expect, type Locator, type Page } from '@playwright/test';

export interface PhoneForm {
  mac: string;
  model?: string;
  name: string;
  extension: string;
  password?: string;
}

/** In the dialog "Add a phone", already open; `mac` is left alone when the dialog has it. */
export async function fillPhone(page: Page, phone: PhoneForm): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Add a phone' });
  await dialog.getByLabel('MAC address').fill(phone.mac);
  await dialog.getByLabel('Model').fill(phone.model ?? 'KX-UT670');
  await dialog.getByLabel('Name', { exact: true }).fill(phone.name);
  await dialog.getByLabel('Extension').fill(phone.extension);
  await dialog.getByLabel('SIP password').fill(phone.password ?? 'phone-secret-1');
  await dialog.getByRole('button', { name: 'Add phone' }).click();
  await expect(dialog).toBeHidden();
}

export function phoneRow(page: Page, name: string): Locator {
  return page.getByRole('grid', { name: 'Phones of this site' }).getByRole('row').filter({ hasText: name });
}

/** Opens Phones from wherever the window is, and the phone's panel. */
export async function openPhone(page: Page, name: string): Promise<Locator> {
  await page.getByRole('link', { name: 'Phones', exact: true }).first().click();
  const panel = page.getByRole('complementary', { name });
  await phoneRow(page, name).getByText(name).click();
  await expect(panel).toBeVisible();
  return panel;
}

export function editorText(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Text of/ });
}

/** Opens a config file in the editor from wherever the window is. */
export async function openFile(page: Page, scope: string): Promise<void> {
  await page.evaluate((hash) => void (location.hash = hash), `/files/${encodeURIComponent(scope)}`);
  await expect(editorText(page)).toBeVisible();
}

/** By keyboard: the pointer would bring up the documentation of the line it rests on. */
export async function goToLine(page: Page, line: number): Promise<void> {
  await editorText(page).focus();
  await page.keyboard.press('ControlOrMeta+Home');
  for (let at = 1; at < line; at += 1) await page.keyboard.press('ArrowDown');
}

/** Types at the end of the file in the editor and waits until the draft is saved. */
export async function typeConfig(page: Page, text: string): Promise<void> {
  await editorText(page).click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(text);
  await expect(page.getByRole('status').filter({ hasText: /^Draft saved/ })).toBeVisible();
}

/** From the editor; the dialog stays open. */
export async function reviewChanges(page: Page): Promise<Locator> {
  await page.getByRole('main').getByRole('button', { name: 'Review and publish' }).click();
  const dialog = page.getByRole('dialog', { name: /^Publish/ });
  await expect(dialog.getByLabel('Note')).toBeVisible();
  return dialog;
}

export async function publish(page: Page, message: string): Promise<void> {
  const dialog = await reviewChanges(page);
  await dialog.getByLabel('Note').fill(message);
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(dialog).toBeHidden();
}

export async function goTo(page: Page, name: 'Phones' | 'Files' | 'Schedules' | 'Activity' | 'Server'): Promise<void> {
  await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toContainText(name);
}

/** One of the tabs of Activity, from wherever the window is. */
export async function goToActivity(
  page: Page,
  view: 'Requests' | 'Resync runs' | 'First contacts' | 'Blocked',
): Promise<void> {
  await goTo(page, 'Activity');
  await page.getByRole('group', { name: 'What to show' }).getByRole('button', { name: view }).click();
}

export function requestRow(page: Page, text: string | RegExp): Locator {
  return page.getByRole('grid', { name: 'Requests, newest first' }).getByRole('row').filter({ hasText: text });
}

/** On the Server page. */
export function listenerRow(page: Page, service: string): Locator {
  return page.getByRole('table', { name: 'Listening' }).getByRole('row').filter({ hasText: service });
}

/** On the Server page: moves a service to a port, and starts it when it is off. */
export async function listenAt(page: Page, service: string, port: number): Promise<void> {
  await listenerRow(page, service)
    .getByRole('button', { name: new RegExp(`^\\d+/(tcp|udp)$`) })
    .click();
  await page.getByRole('textbox', { name: `Port of ${service}` }).fill(String(port));
  await page.getByRole('button', { name: 'Use this port' }).click();
  await expect(listenerRow(page, service)).toContainText(String(port));
}

/** What the window has just said in passing; histories on the page may say the same. */
export function toast(page: Page, text: string): Locator {
  return page.locator('.toast').filter({ hasText: text });
}
