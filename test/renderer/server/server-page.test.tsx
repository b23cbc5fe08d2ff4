import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { ServerPage } from '../../../renderer/features/server/server-page';
import { fakeWorkstation, Refusal, type FakeOptions, type FakeWorkstation } from '../../support/fake-workstation';
import { renderPart } from '../../support/render-app';
import { sampleAddresses, sampleBlocked, sampleFailures } from '../../support/sample-server';
import { sampleStatus } from '../../support/sample-site';

function openPage(options: FakeOptions = {}): FakeWorkstation {
  const fake = fakeWorkstation(options);
  renderPart(fake, <ServerPage />);
  return fake;
}

const askedFor = (fake: FakeWorkstation, wanted: string): unknown[] =>
  fake.asked.filter(({ name }) => name === wanted).map(({ input }) => input);

afterEach(cleanup);

test('a port that is taken is said with its remedy, and the next port is one press away', async () => {
  const taken = { code: 'PORT_IN_USE', message: 'Port 8088 is taken by another program.', remedy: 'Use another port.' };
  const listeners = sampleStatus().listeners.map((each) =>
    each.protocol === 'http' ? { ...each, state: 'down' as const, problem: taken } : each,
  );
  const fake = openPage({ status: { listeners } });
  expect((await screen.findByRole('alert')).textContent).toContain('Port 8088 is taken');
  await userEvent.click(screen.getByRole('button', { name: 'Use port 8089 instead' }));
  expect(await screen.findByText('8089/tcp')).toBeTruthy();
  expect(fake.asked).toContainEqual({ name: 'server.listen', input: { protocol: 'http', port: 8089 } });
});

test('what phones are told can be read, copied and scanned, and serving stops only after a question', async () => {
  const fake = openPage();
  expect(await screen.findByText('http://192.168.20.14:8088/')).toBeTruthy();
  expect(screen.getByText('http://192.168.20.14:8088/{MODEL}.cfg')).toBeTruthy();
  expect(screen.getByRole('img', { name: 'QR code of http://192.168.20.14:8088/' })).toBeTruthy();
  await userEvent.click(screen.getByRole('switch', { name: 'HTTP files' }));
  const dialog = await screen.findByRole('dialog', { name: 'Stop serving files?' });
  expect(askedFor(fake, 'server.stop')).toEqual([]);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Stop serving' }));
  await vi.waitFor(() =>
    expect(screen.getByRole('switch', { name: 'HTTP files' }).getAttribute('aria-checked')).toBe('false'),
  );
});

test('HTTPS without a certificate is given one and started by the same press', async () => {
  const fake = openPage({ server: { certificates: [] } });
  expect(await screen.findByText(/^None yet/)).toBeTruthy();
  await userEvent.click(screen.getByRole('switch', { name: 'HTTPS files' }));
  await vi.waitFor(() => expect(askedFor(fake, 'server.listen')).toEqual([{ protocol: 'https', port: 8443 }]));
  expect(askedFor(fake, 'certificates.issue')).toHaveLength(1);
  expect(await screen.findByText('Open on 192.168.20.14, encrypted')).toBeTruthy();
});

test('a port is changed in place, and nonsense is refused there', async () => {
  const fake = openPage();
  await userEvent.click(await screen.findByRole('button', { name: '8088/tcp' }));
  const field = await screen.findByRole('textbox', { name: 'Port of HTTP files' });
  await userEvent.clear(field);
  await userEvent.type(field, '70000');
  expect(screen.getByText('A port is a number from 1 to 65535.')).toBeTruthy();
  await userEvent.clear(field);
  await userEvent.type(field, '8090{Enter}');
  expect(await screen.findByText('8090/tcp')).toBeTruthy();
  expect(askedFor(fake, 'server.listen')).toEqual([{ protocol: 'http', port: 8090 }]);
});

test('an address that went is told with the phones that look there, and answered on again', async () => {
  const fake = openPage({ server: { addresses: sampleAddresses() } });
  const change = await screen.findByRole('region', { name: 'Address changed' });
  expect(change.textContent).toContain('8 phones are still told that address.');
  await userEvent.click(within(change).getByRole('button', { name: 'Show the 8 phones' }));
  const phones = await screen.findByRole('dialog', { name: 'Phones told 192.168.20.9' });
  expect(await within(phones).findByText('Office 8')).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  await userEvent.click(within(change).getByRole('button', { name: 'Answer there too' }));
  await vi.waitFor(() => expect(screen.queryByRole('region', { name: 'Address changed' })).toBeNull());
  expect(askedFor(fake, 'addresses.also')).toEqual([{ address: '192.168.20.9', port: 8088, on: true }]);
});

test('when the laptop does not have the old address, the command that adds it is shown', async () => {
  const fake = openPage({ server: { addresses: sampleAddresses() } });
  fake.answer('addresses.also', () => {
    throw new Refusal({ code: 'ADDRESS_NOT_HERE', message: '192.168.20.9 is not here.', remedy: 'Add it first.' });
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Answer there too' }));
  const dialog = await screen.findByRole('dialog', { name: 'Answer on 192.168.20.9 too' });
  expect(await within(dialog).findByText('sudo ip addr add 192.168.20.9/24 dev eth0')).toBeTruthy();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Windows' }));
  expect(within(dialog).getByText(/^netsh interface ip add/)).toBeTruthy();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Answer there too' }));
  expect((await within(dialog).findByRole('alert')).textContent).toContain('ADDRESS_NOT_HERE');
});

test('VPN and virtual adapters cannot be served on; another network only after a question', async () => {
  const fake = openPage({ server: { addresses: sampleAddresses() } });
  const list = await screen.findByRole('list', { name: 'Addresses on this laptop' });
  const lines = within(list).getAllByRole('listitem');
  expect(lines.find((line) => line.textContent?.includes('utun3'))?.textContent).toContain('not used');
  await userEvent.click(within(list).getByRole('button', { name: 'Serve here… on 10.0.8.122' }));
  const dialog = await screen.findByRole('dialog', { name: 'Serve on 10.0.8.122?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Serve on 10.0.8.122' }));
  await vi.waitFor(() => expect(askedFor(fake, 'addresses.serve')).toEqual([{ address: '10.0.8.122' }]));
});

test('a name is set and taken back', async () => {
  const fake = openPage();
  await userEvent.click(await screen.findByRole('button', { name: 'Set up…' }));
  await userEvent.type(await screen.findByLabelText('Host name'), 'prov.northgate.example{Enter}');
  expect(await screen.findByText('Resolves to nothing yet')).toBeTruthy();
  await userEvent.click(
    within(screen.getByRole('list', { name: 'Addresses on this laptop' })).getByRole('button', { name: 'Change…' }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Tell the address again' }));
  await vi.waitFor(() =>
    expect(askedFor(fake, 'addresses.advertise')).toEqual([{ host: 'prov.northgate.example' }, { host: '' }]),
  );
});

test('every way to tell phones is offered, with text to copy', async () => {
  openPage();
  await userEvent.click(await screen.findByRole('button', { name: 'Tell phones how…' }));
  expect(await screen.findByText(/^dhcp-option-force=66/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'KX-UT on the phone' }));
  expect(screen.getByText(/^The web port of KX-UT is closed/)).toBeTruthy();
});

test('certificates tell how long they last, and a failed handshake what the phone offered', async () => {
  const fake = openPage({ server: { failures: sampleFailures() } });
  const list = await screen.findByRole('list', { name: 'Certificates' });
  expect(list.textContent).toContain('until 14 May 2036');
  expect(list.textContent).toContain('21 days');
  expect(screen.getByRole('region', { name: 'Failed handshakes' }).textContent).toContain('It offered TLS 1.0');
  await userEvent.click(screen.getByRole('button', { name: 'Renew' }));
  expect(await within(list).findByText('until 24 Dec 2027')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'More about certificates' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Import a certificate…' }));
  fake.answer('certificates.import', () => {
    throw new Refusal({
      code: 'CERTIFICATE_KEY_MISMATCH',
      message: 'The key is another one.',
      remedy: 'Take its own.',
    });
  });
  await userEvent.type(await screen.findByLabelText(/^Certificate and chain/), 'abc');
  await userEvent.type(screen.getByLabelText(/^Private key/), 'def');
  await userEvent.click(screen.getByRole('button', { name: 'Import' }));
  expect((await screen.findByRole('alert')).textContent).toContain('CERTIFICATE_KEY_MISMATCH');
});

test('open lab needs a second yes, and a network that cannot be read is said at its field', async () => {
  const fake = openPage();
  await screen.findByText('their own secret address');
  const access = screen.getByRole('heading', { name: 'Access' }).closest('section');
  if (!access) throw new Error('no card');
  await userEvent.click(within(access).getByRole('button', { name: 'Change…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Who may have files' });
  await userEvent.click(within(dialog).getByRole('radio', { name: /^nothing: open/ }));
  const save = within(dialog).getByRole('button', { name: 'Save' });
  expect(save).toHaveProperty('disabled', true);
  await userEvent.click(within(dialog).getByRole('checkbox'));
  expect(save).toHaveProperty('disabled', false);
  fake.answer('access.set', () => {
    throw new Refusal({ code: 'NETWORK_INVALID', message: '"x" is no network.', remedy: 'Write it as 10.0.0.0/8.' });
  });
  await userEvent.click(save);
  expect(await within(dialog).findByText('"x" is no network. Write it as 10.0.0.0/8.')).toBeTruthy();
});

test('the numbers of the guard are changed in their sentence, and a blocked address is let in', async () => {
  const fake = openPage({ blocked: sampleBlocked() });
  const guesses = await screen.findByRole('textbox', { name: 'Wrong guesses allowed' });
  await userEvent.clear(guesses);
  await userEvent.type(guesses, '20{Enter}');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Blocked for' }), '1 h');
  expect(askedFor(fake, 'access.set')).toEqual([{ guard: { guesses: 20 } }, { guard: { holdSeconds: 3600 } }]);
  await userEvent.click(screen.getByRole('button', { name: 'Unblock 192.168.20.61' }));
  expect(await screen.findByText('Nobody is blocked')).toBeTruthy();
});

test('how much of the request log is kept can be changed, and what may be lost is said', async () => {
  const fake = openPage();
  expect(await screen.findByText(/^Up to 1 s of requests can be lost/)).toBeTruthy();
  const card = screen.getByRole('heading', { name: 'Request log' }).closest('section');
  if (!card) throw new Error('no card');
  await userEvent.click(within(card).getByRole('button', { name: 'Change…' }));
  const days = within(card).getByRole('textbox', { name: 'Days kept' });
  await userEvent.clear(days);
  await userEvent.type(days, '0');
  expect(within(card).getByText('From 1 to 3650 days.')).toBeTruthy();
  await userEvent.clear(days);
  await userEvent.type(days, '90{Enter}');
  expect(await within(card).findByText('90 days, at most 500 MB')).toBeTruthy();
  expect(askedFor(fake, 'ledger.set')).toEqual([{ keepDays: 90, keepMegabytes: 500 }]);
});

test('the time service says whether its clock can be trusted, and can use the local one', async () => {
  const fake = openPage();
  await userEvent.click(await screen.findByRole('switch', { name: 'Time (SNTP)' }));
  expect(await screen.findByText(/clock is not synchronised/)).toBeTruthy();
  await userEvent.click(screen.getByRole('switch', { name: 'Local clock' }));
  expect(await screen.findByText(/^Phones get this laptop/)).toBeTruthy();
  expect(askedFor(fake, 'server.clock')).toContainEqual({ localClock: true });
});

test('a span in which nobody could reach this laptop says why in words', async () => {
  const away = [{ from: '2026-11-24T01:00:00+00:00', to: '2026-11-24T02:00:00+00:00', cause: 'address-gone' as const }];
  openPage({ status: { ...sampleStatus(), away } });
  expect(await screen.findByText('it had lost its address')).toBeTruthy();
});

test('the addresses that phones are told become https by one switch', async () => {
  renderPart(fakeWorkstation(), <ServerPage />);
  const tell = await screen.findByRole('switch', { name: 'Tell phones HTTPS addresses' });
  expect(tell.getAttribute('aria-checked')).toBe('false');
  await userEvent.click(tell);
  expect(await screen.findByRole('switch', { name: 'Tell phones HTTPS addresses', checked: true })).toBeDefined();
});
