import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AddPhoneDialog } from '../../../renderer/features/phones/add-phone-dialog';
import { useWindowState } from '../../../renderer/app/window-state';
import { fakeWorkstation, type FakeWorkstation } from '../../support/fake-workstation';
import { renderApp, renderPart } from '../../support/render-app';

afterEach(cleanup);

const user = userEvent.setup();
let fake: FakeWorkstation;

beforeEach(() => {
  fake = fakeWorkstation();
});

// The dialog alone: looking for roles in a page with a table of 42 phones takes seconds on a busy machine, and the button that
// opens it is drawn anew when the phones arrive, so that a press in that moment is lost.
function openDialog(): void {
  renderPart(fake, <AddPhoneDialog start={{}} />);
}

test('a MAC in any form and a line become one phone', async () => {
  openDialog();
  await user.type(await screen.findByLabelText('MAC address'), '00-80-f0-aa-bb-cc');
  await user.type(screen.getByLabelText('Model'), 'KX-UT670');
  await user.type(screen.getByLabelText('Name'), 'Kitchen');
  await user.type(screen.getByLabelText('Extension'), '2900');
  await user.click(screen.getByRole('button', { name: 'Add phone' }));
  await waitFor(() => expect(useWindowState.getState().toasts.at(-1)?.title).toBe('Kitchen added'));
  expect(fake.asked.find(({ name }) => name === 'phones.add')?.input).toMatchObject({
    mac: '0080F0AABBCC',
    model: 'KX-UT670',
    arm: true,
    lines: [{ line: 1, extension: '2900' }],
  });
});

test('a MAC that is none and a missing model are said at their fields, and nothing is sent', async () => {
  openDialog();
  await user.type(await screen.findByLabelText('MAC address'), 'kitchen');
  await user.click(screen.getByRole('button', { name: 'Add phone' }));
  const field = screen.getByLabelText('MAC address');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText(/"kitchen" is not the MAC address of a device\. Give the 12/)).toBeDefined();
  expect(screen.getByText('Give the model, for example KX-UT670.')).toBeDefined();
  expect(fake.asked.some(({ name }) => name === 'phones.add')).toBe(false);
});

test('a MAC that is already here is said at its field with what helps', async () => {
  openDialog();
  await user.type(await screen.findByLabelText('MAC address'), '00:80:F0:A1:B2:C3');
  await user.type(screen.getByLabelText('Model'), 'KX-UT670');
  await user.click(screen.getByRole('button', { name: 'Add phone' }));
  expect(await screen.findByText(/is already here\. Open it in the list/)).toBeDefined();
  await waitFor(() => expect(screen.getByLabelText('MAC address').getAttribute('aria-invalid')).toBe('true'));
});

test('a made-up password is shown, and goes with the phone', async () => {
  fake.answer('secrets.generate', () => ({ value: 'n4xr8bqd' }));
  openDialog();
  await user.type(await screen.findByLabelText('MAC address'), '0080F0AABBCC');
  await user.type(screen.getByLabelText('Model'), 'KX-UT670');
  await user.click(screen.getByRole('button', { name: 'Make up the password of line 1' }));
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('SIP password').value).toBe('n4xr8bqd'));
  expect(screen.getByLabelText<HTMLInputElement>('SIP password').type).toBe('text');
  await user.click(screen.getByRole('button', { name: 'Add phone' }));
  await waitFor(() => expect(fake.asked.some(({ name }) => name === 'phones.add')).toBe(true));
  expect(fake.asked.find(({ name }) => name === 'secrets.generate')?.input).toEqual({
    kind: 'line',
    model: 'KX-UT670',
  });
});

test('a waiting phone is added from the strip with its MAC and model filled in', async () => {
  renderApp(fake);
  await user.click(await screen.findByRole('button', { name: /2 Waiting/ }));
  await user.click(await screen.findByRole('button', { name: 'Add 0080F0C41D07' }));
  expect((await screen.findByLabelText<HTMLInputElement>('MAC address')).value).toBe('00:80:F0:C4:1D:07');
  expect(screen.getByLabelText<HTMLInputElement>('Model').value).toBe('KX-UT670');
});
