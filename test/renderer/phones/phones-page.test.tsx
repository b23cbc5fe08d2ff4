import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { fakeWorkstation, Refusal } from '../../support/fake-workstation';
import { renderApp } from '../../support/render-app';

afterEach(cleanup);

const user = userEvent.setup();

test('every state has its count, its word and its reason', async () => {
  renderApp(fakeWorkstation());
  const strip = await screen.findByRole('group', { name: 'Status summary' });
  expect(within(strip).getByRole('button', { name: /32 In sync On r42/ })).toBeDefined();
  expect(within(strip).getByRole('button', { name: /1 Failed Need a look/ })).toBeDefined();
  expect(within(strip).getByRole('button', { name: /2 Waiting Not ours yet/ })).toBeDefined();
});

test('a count filters the list, and the list says how many are left', async () => {
  renderApp(fakeWorkstation());
  const strip = await screen.findByRole('group', { name: 'Status summary' });
  await user.click(within(strip).getByRole('button', { name: /Failed/ }));
  expect(screen.getByText('1 of 42')).toBeDefined();
  await waitFor(() => expect(screen.getByText('Ward A room 3')).toBeDefined());
  expect(screen.queryByText('Ward A room 2')).toBeNull();
});

test('when nothing matches it says what is true and gives the way back', async () => {
  renderApp(fakeWorkstation());
  const field = await screen.findByLabelText('Filter phones');
  await user.type(field, 'nobody');
  expect(screen.getByRole('heading', { name: 'No phone matches' })).toBeDefined();
  await user.click(screen.getByRole('button', { name: /Clear filters/ }));
  expect(screen.getByText('42 phones')).toBeDefined();
});

test('without phones it offers to add one or to import a list', async () => {
  renderApp(fakeWorkstation({ phones: [], waiting: [] }));
  expect(await screen.findByRole('heading', { name: 'No phones yet' })).toBeDefined();
  expect(screen.getByRole('button', { name: 'Add a phone' })).toBeDefined();
  expect(screen.getByRole('button', { name: 'Import a list' })).toBeDefined();
});

test('a failed list shows the problem with its remedy and tries again', async () => {
  const fake = fakeWorkstation();
  let broken = true;
  const phones = fake.phones;
  fake.answer('phones.list', () => {
    if (broken)
      throw new Refusal({ code: 'DATABASE_CORRUPT', message: 'The database is damaged.', remedy: 'Restore a copy.' });
    return { phones };
  });
  renderApp(fake);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The database is damaged.');
  expect(alert.textContent).toContain('Restore a copy.');
  broken = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('42 phones')).toBeDefined();
});

test('the panel of a failed phone says why and re-arms it with one press', async () => {
  const fake = fakeWorkstation();
  renderApp(fake, '/phones/BCC34206F24F');
  const panel = await screen.findByRole('complementary', { name: 'Ward A room 3' });
  expect(panel.textContent).toContain('as a phone does after a factory reset');
  await user.click(within(panel).getByRole('button', { name: 'Arm again' }));
  expect(fake.asked).toContainEqual({ name: 'phones.arm', input: { macs: ['BCC34206F24F'] } });
  expect(await within(panel).findByText(/Armed until tomorrow 09:42/)).toBeDefined();
});

test('a change told by the workstation appears without asking for it', async () => {
  const fake = fakeWorkstation();
  renderApp(fake, '/phones/0080F0A1B2C3');
  await screen.findByRole('complementary', { name: 'Reception 1' });
  fake.phones = fake.phones.map((phone) => (phone.mac === '0080F0A1B2C3' ? { ...phone, name: 'Front door' } : phone));
  fake.changed('phones');
  expect(await screen.findByRole('complementary', { name: 'Front door' })).toBeDefined();
});

test('resyncing one phone keeps the page and shows its steps as they come', async () => {
  const fake = fakeWorkstation();
  renderApp(fake, '/phones/0080F0A1B2C3');
  const panel = await screen.findByRole('complementary', { name: 'Reception 1' });
  await user.click(within(panel).getByRole('button', { name: 'Resync' }));
  expect(await within(panel).findByText('NOTIFY sent')).toBeDefined();
  fake.tell('resync.step', {
    run: 118,
    mac: '0080F0A1B2C3',
    step: 'sent',
    at: new Date(fake.now()).toISOString(),
    detail: 'try 2',
  });
  expect(await within(panel).findByText(/try 2/)).toBeDefined();
});

test('a phone whose address was typed into it says so, and can be marked from its menu', async () => {
  const fake = fakeWorkstation();
  const [phone] = fake.phones;
  if (!phone) throw new Error('no phone');
  fake.answer('phones.markAddress', ({ setByHand }) => {
    fake.phones = fake.phones.map((each) => (each.mac === phone.mac ? { ...each, addressSetByHand: setByHand } : each));
    fake.changed('phones');
    return { phones: fake.phones.slice(0, 1) };
  });
  renderApp(fake, `/phones/${phone.mac}`);
  await user.click(await screen.findByRole('button', { name: 'More for this phone' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Its address was typed into it' }));
  expect(await screen.findByText(/typed into the phone, which beats our files/)).toBeDefined();
});

test('a log that a phone sent is read in the window', async () => {
  const fake = fakeWorkstation();
  const [phone] = fake.phones;
  if (!phone) throw new Error('no phone');
  const at = new Date(fake.now()).toISOString();
  fake.answer('phones.logs', () => ({ logs: [{ id: 7, at, name: 'boot.log', bytes: 2048 }] }));
  fake.answer('phones.log', () => ({ name: 'boot.log', at, text: 'line one of the log' }));
  renderApp(fake, `/phones/${phone.mac}`);
  await user.click(await screen.findByRole('button', { name: 'boot.log' }));
  expect(await screen.findByText('line one of the log')).toBeDefined();
});
