import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { PnpCard } from '../../../renderer/features/server/pnp-card';
import { samplePnp } from '../../support/fake-pnp';
import { fakeWorkstation, Refusal } from '../../support/fake-workstation';
import { renderPart } from '../../support/render-app';

afterEach(cleanup);

test('it is off at first, and says so; turned on, it lists who asked and what they were told', async () => {
  const fake = fakeWorkstation();
  renderPart(fake, <PnpCard />);
  const toggle = await screen.findByRole('switch', { name: 'Answer phones that ask by multicast' });
  expect(toggle.getAttribute('aria-checked')).toBe('false');
  expect(screen.getByText(/^Off: a phone that asks/)).toBeTruthy();
  expect(screen.queryByRole('table')).toBeNull();
  await userEvent.click(toggle);
  const table = await screen.findByRole('table', { name: 'Phones that asked by multicast' });
  const [first, second] = within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent ?? '');
  expect(first).toMatch(/0080F0A1B2C3Panasonic KX-HDV230192\.168\.20\.31told/);
  expect(second).toMatch(/00135E874B49Elsewhere192\.168\.20\.32no answer/);
  expect(screen.getByText('Listening on eth0, 192.168.20.14')).toBeTruthy();
  expect(screen.getByText(/are told http:\/\/192\.168\.20\.14:8088\/\{MODEL\}\.cfg/)).toBeTruthy();
  expect(screen.getByText('2 questions heard since the start, 1 answered.')).toBeTruthy();
  expect(fake.asked).toContainEqual({ name: 'pnp.set', input: { on: true } });
});

test('another responder, a taken port and the limits of the way are said', async () => {
  const fake = fakeWorkstation();
  const warning = {
    code: 'PNP_OTHER_RESPONDER',
    message: '192.168.20.2 answers phones here as well.',
    remedy: 'Turn one off.',
  };
  const problem = { code: 'PORT_IN_USE', message: 'UDP port 5060 is used.', remedy: 'Stop the other program.' };
  const interfaces = [{ name: 'eth0', address: '192.168.20.14', state: 'down' as const, problem }];
  fake.answer('pnp.show', () => samplePnp({ others: ['192.168.20.2'], warning, interfaces, seen: [], asked: 0 }));
  renderPart(fake, <PnpCard />);
  const [warned, taken] = await screen.findAllByRole('alert');
  expect(warned?.textContent).toContain('192.168.20.2 answers phones here as well.');
  expect(taken?.textContent).toContain('PORT_IN_USE');
  expect(screen.getByText('Not listening on eth0, 192.168.20.14')).toBeTruthy();
  expect(screen.getByText('Nobody has asked since the start.')).toBeTruthy();
  expect(screen.getByText(/KX-UT phones, as far as their guides say, do not/)).toBeTruthy();
});

test('no network to hear phones on, and a switch that is refused, are said', async () => {
  const fake = fakeWorkstation();
  fake.answer('pnp.show', () => samplePnp({ interfaces: [], seen: [] }));
  fake.answer('pnp.set', () => {
    throw new Refusal({ code: 'DISK_FULL', message: 'The disk is full.', remedy: 'Free some space.' });
  });
  renderPart(fake, <PnpCard />);
  expect(await screen.findByText(/no IPv4 network now/)).toBeTruthy();
  await userEvent.click(screen.getByRole('switch', { name: 'Answer phones that ask by multicast' }));
  expect((await screen.findByRole('alert')).textContent).toContain('DISK_FULL');
});
