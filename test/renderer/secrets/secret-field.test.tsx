import { useState, type ReactNode } from 'react';
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { SecretField } from '../../../renderer/features/secrets/secret-field';
import { EditPhoneDialog } from '../../../renderer/features/phones/edit-phone-dialog';
import { fakeWorkstation, Refusal, type FakeWorkstation } from '../../support/fake-workstation';
import { renderPart } from '../../support/render-app';

afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

function Password(): ReactNode {
  const [value, setValue] = useState('');
  return (
    <SecretField
      label="SIP password"
      what="the password of line 1"
      value={value}
      onChange={setValue}
      place={{ mac: '0080F0A1B2C3', line: 1 }}
      generate={{ kind: 'line' }}
    />
  );
}

const field = (): HTMLInputElement => screen.getByLabelText('SIP password');

test('a revealed password counts down and is gone after 20 s, on screen and in the window', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const fake = fakeWorkstation();
  fake.answer('secrets.reveal', () => ({ value: 'k7dw-pr2x', showMs: 20_000 }));
  renderPart(fake, <Password />);
  expect(screen.queryByRole('button', { name: /^Copy/ })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Show the password of line 1 for 20 s' }));
  await waitFor(() => expect(field().value).toBe('k7dw-pr2x'));
  expect(screen.getByRole('button', { name: 'Copy the password of line 1' })).toBeTruthy();
  act(() => void vi.advanceTimersByTime(12_000));
  expect(screen.getByText(/shown for [78] s/)).toBeTruthy();
  act(() => void vi.advanceTimersByTime(9_000));
  expect(field().value).toBe('');
  expect(field().type).toBe('password');
  expect(document.body.textContent).not.toContain('k7dw-pr2x');
});

test('a password that is not there is said at its field', async () => {
  const fake = fakeWorkstation();
  fake.answer('secrets.reveal', () => {
    throw new Refusal({ code: 'SECRET_UNKNOWN', message: 'Line 1 has no password.', remedy: 'Give it one.' });
  });
  renderPart(fake, <Password />);
  fireEvent.click(screen.getByRole('button', { name: 'Show the password of line 1 for 20 s' }));
  expect((await screen.findByRole('alert')).textContent).toBe('Line 1 has no password. Give it one.');
});

test('a fact that a file beats is never inert in silence: it is said, and the line can be removed there', async () => {
  const fake: FakeWorkstation = fakeWorkstation();
  const [phone] = fake.phones;
  if (!phone) throw new Error('no phone');
  fake.answer('phones.update', () => ({
    phone,
    overriddenBy: [{ fact: 'name of line 1', scope: 'group:Reception', parameter: 'DISPLAY_NAME_1', line: 12 }],
  }));
  fake.answer('configs.edit', () => ({ text: '', version: 'v', problems: [], savedAt: '2026-11-24T09:42:00+00:00' }));
  renderPart(fake, <EditPhoneDialog phone={phone} onClose={() => undefined} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/is set by DISPLAY_NAME_1 in/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /Remove it there/ }));
  expect(await screen.findByText('removed: the fact counts')).toBeTruthy();
  expect(fake.asked.find(({ name }) => name === 'configs.edit')?.input).toEqual({
    scope: 'group:Reception',
    edits: [{ kind: 'unset', name: 'DISPLAY_NAME_1' }],
  });
});
