import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ActivityPage } from '../../../renderer/features/activity/activity-page';
import { useWindowState } from '../../../renderer/app/window-state';
import { fakeWorkstation, Refusal, type FakeWorkstation } from '../../support/fake-workstation';
import { renderApp, renderPart } from '../../support/render-app';

/** What was handed to the person as a file. */
let saved: Blob[] = [];

beforeEach(() => {
  saved = [];
  URL.createObjectURL = (content) => `blob:${saved.push(content as Blob)}`;
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function openPage(fake: FakeWorkstation = fakeWorkstation(), whom = ''): FakeWorkstation {
  renderPart(fake, <ActivityPage sip={whom} />);
  return fake;
}

const rungs = async (): Promise<HTMLElement[]> =>
  within(await screen.findByRole('table', { name: 'SIP messages, oldest first' })).getAllByRole('button');

test('every message is told with its direction and other end, oldest first', async () => {
  openPage();
  expect((await rungs()).map((button) => button.getAttribute('aria-label') ?? button.textContent)).toEqual([
    'to Reception: NOTIFY check-syncReception',
    'from Reception: 200 OK (CSeq 1 NOTIFY)Reception',
    'to 192.168.20.5: NOTIFY check-sync192.168.20.5',
    'from 192.168.20.5: 403 Forbidden (CSeq 1 NOTIFY)192.168.20.5',
  ]);
  expect(screen.getByText('0.054 s')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Registrations and plug-and-play are on the Server page' })).toBeTruthy();
});

test('one phone is chosen in the list, a message is opened, and the arrow keys go on from there', async () => {
  openPage();
  const list = await screen.findByRole('navigation', { name: 'Who spoke, newest first' });
  await userEvent.click(within(list).getByRole('button', { name: /Reception/ }));
  await vi.waitFor(async () => expect(await rungs()).toHaveLength(2));
  const [notify, answer] = await rungs();
  expect(screen.getByText('Choose a message to read it.', { exact: false })).toBeTruthy();
  await userEvent.click(notify as HTMLElement);
  expect(screen.getByText('NOTIFY sip:2101@192.168.20.101 SIP/2.0', { exact: false })).toBeTruthy();
  await userEvent.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(answer);
  expect(screen.getByText('SIP/2.0 200 OK', { exact: false })).toBeTruthy();
  await userEvent.keyboard('{ArrowDown}{Home}');
  expect(notify?.getAttribute('aria-pressed')).toBe('true');
  // Its set-up brings a clipboard along.
  await userEvent.setup().click(screen.getByRole('button', { name: 'Copy the message' }));
  expect(await navigator.clipboard.readText()).toContain('NOTIFY sip:2101@192.168.20.101');
});

test('from a phone its own messages are opened', async () => {
  const fake = fakeWorkstation();
  renderApp(fake, '/phones/0080F0A1B2C3');
  await userEvent.click(await screen.findByRole('button', { name: 'More for this phone' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'SIP messages' }));
  expect(await rungs()).toHaveLength(2);
  expect(fake.asked).toContainEqual({ name: 'sip.trace', input: { mac: '0080F0A1B2C3' } });
});

test('what is shown is saved as text and as a capture file', async () => {
  const fake = openPage(fakeWorkstation(), '192.168.20.101');
  await rungs();
  await userEvent.click(screen.getByRole('button', { name: 'Save as text' }));
  await userEvent.click(screen.getByRole('button', { name: 'Save as pcapng' }));
  await vi.waitFor(() => expect(saved).toHaveLength(2));
  expect(await saved[0]?.text()).toContain('NOTIFY sip:2101');
  expect([...new Uint8Array((await saved[1]?.arrayBuffer()) ?? new ArrayBuffer())]).toEqual([0x0a, 0x0d, 0x0d, 0x0a]);
  expect(fake.asked.filter(({ name }) => name === 'sip.export').map(({ input }) => input)).toEqual([
    { address: '192.168.20.101', form: 'text' },
    { address: '192.168.20.101', form: 'pcapng' },
  ]);
  expect(useWindowState.getState().toasts.at(-1)?.title).toBe('2 messages saved');
});

test('a file that cannot be made, and messages that cannot be cleared, are told with what helps', async () => {
  const fake = openPage();
  const refuse = (): never => {
    throw new Refusal({ code: 'NOTHING_SAID', message: 'No SIP messages are kept.', remedy: 'Resync a phone.' });
  };
  fake.answer('sip.export', refuse);
  fake.answer('sip.clear', refuse);
  await rungs();
  for (const name of ['Save as text', 'Clear']) {
    useWindowState.setState({ toasts: [] });
    await userEvent.click(screen.getByRole('button', { name }));
    await vi.waitFor(() =>
      expect(useWindowState.getState().toasts).toMatchObject([
        { tone: 'bad', title: 'No SIP messages are kept.', text: 'Resync a phone.' },
      ]),
    );
  }
});

test('cleared, the page says how messages come; nothing can be saved then', async () => {
  openPage();
  await rungs();
  await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
  expect(await screen.findByText('Nothing was said yet')).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save as text' }).disabled).toBe(true);
});

test('a phone nobody spoke with leads back to everybody', async () => {
  openPage(fakeWorkstation(), '192.168.20.99');
  await userEvent.click(await screen.findByRole('button', { name: 'Show everybody' }));
  expect(await rungs()).toHaveLength(4);
});

test('new messages come by themselves; older ones that are left out are counted', async () => {
  const fake = openPage();
  await rungs();
  const message = { id: 9, at: '2026-11-24T09:42:00.000+00:00', direction: 'in', transport: 'tcp' } as const;
  const rest = { address: '192.168.20.101', port: 5060, summary: 'OPTIONS', status: null, callId: '', text: 'OPTIONS' };
  fake.answer('sip.trace', () => ({ messages: [{ ...message, ...rest }], earlier: 1200 }));
  fake.changed('sip');
  expect(await screen.findByText('OPTIONS')).toBeTruthy();
  expect(screen.getByText(/^1\s200 older messages are not shown\.$/)).toBeTruthy();
});

test('when the messages cannot be had, it is said, and asked again on a press', async () => {
  const fake = fakeWorkstation();
  let broken = true;
  fake.answer('sip.peers', () => {
    if (broken) throw new Refusal({ code: 'INTERNAL_ERROR', message: 'It broke.', remedy: 'Report it.' });
    return { peers: [] };
  });
  openPage(fake);
  expect(await screen.findByText('It broke.', { exact: false })).toBeTruthy();
  broken = false;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Nothing was said yet')).toBeTruthy();
});

test('of very many who spoke the newest are listed, and how many more there are', async () => {
  const fake = fakeWorkstation();
  const lastAt = '2026-11-24T09:42:00.000+00:00';
  const peers = Array.from({ length: 1_250 }, (_, number) => ({
    address: `10.0.${number >> 8}.${number & 255}`,
    mac: null,
    name: null,
    messages: 1,
    lastAt,
  }));
  fake.answer('sip.peers', () => ({ peers }));
  openPage(fake);
  const list = await screen.findByRole('navigation', { name: 'Who spoke, newest first' });
  expect(within(list).getAllByRole('button')).toHaveLength(201);
  expect(within(list).getByText(/^and 1\s050 more/)).toBeTruthy();
});
