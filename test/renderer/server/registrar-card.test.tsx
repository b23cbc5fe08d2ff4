import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { RegistrarCard } from '../../../renderer/features/server/registrar-card';
import { fakeWorkstation, Refusal } from '../../support/fake-workstation';
import { renderPart } from '../../support/render-app';

afterEach(cleanup);

test('it is off at first, and says so; turned on, it lists who registered and who does not answer', async () => {
  const fake = fakeWorkstation();
  renderPart(fake, <RegistrarCard />);
  const toggle = await screen.findByRole('switch', { name: 'Let phones register here' });
  expect(toggle.getAttribute('aria-checked')).toBe('false');
  expect(screen.getByText('Off: phones that register here are refused.')).toBeTruthy();
  expect(screen.queryByRole('table')).toBeNull();
  await userEvent.click(toggle);
  const table = await screen.findByRole('table', { name: 'Registrar' });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows).toHaveLength(2);
  const [first, second] = rows.map((row) => row.textContent ?? '');
  expect(first).toMatch(/Reception.*2101.*192\.168\.20\.101:5060.*answers/);
  expect(second).toMatch(/0080F0000002.*does not answer/);
  expect(screen.getByText(/set sip\.server to 192\.168\.20\.14/)).toBeTruthy();
  expect(screen.getByText('3 log-ins refused since the start: wrong password or account.')).toBeTruthy();
  expect(fake.asked).toContainEqual({ name: 'registrar.set', input: { on: true } });
});

test('nobody registered yet, and a switch that is refused, are said', async () => {
  const fake = fakeWorkstation();
  const show = { on: true, place: null, bindings: [], strangersRefused: 0, note: 'The SIP port is not open.' };
  fake.answer('registrar.show', () => show);
  fake.answer('registrar.set', () => {
    throw new Refusal({ code: 'DISK_FULL', message: 'The disk is full.', remedy: 'Free some space.' });
  });
  renderPart(fake, <RegistrarCard />);
  expect(await screen.findByText('Nobody is registered.')).toBeTruthy();
  expect(screen.getByText('The SIP port is not open.')).toBeTruthy();
  await userEvent.click(screen.getByRole('switch', { name: 'Let phones register here' }));
  expect((await screen.findByRole('alert')).textContent).toContain('DISK_FULL');
});

test('an answer that does not come can be asked for again', async () => {
  const fake = fakeWorkstation();
  fake.answer('registrar.show', () => {
    throw new Refusal({ code: 'INTERNAL_ERROR', message: 'Something went wrong.', remedy: 'Try again.' });
  });
  renderPart(fake, <RegistrarCard />);
  expect(await screen.findByText(/Something went wrong/)).toBeTruthy();
});
