import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import type { ResyncPhoneView, ResyncRunView } from '../../../electron/contract/resync';
import { fakeWorkstation, type FakeWorkstation } from '../../support/fake-workstation';
import { renderApp } from '../../support/render-app';

afterEach(cleanup);

const user = userEvent.setup();

/** Starts a run of the phones that are behind, from the dialog, and waits for its page. */
async function startRun(fake: FakeWorkstation): Promise<void> {
  renderApp(fake);
  await user.click(await screen.findByRole('button', { name: 'Resync…' }));
  await user.click(await screen.findByRole('button', { name: 'Resync 7 phones' }));
  await screen.findByRole('heading', { name: 'Resync run 118' });
}

test('a run opens with every phone queued', async () => {
  await startRun(fakeWorkstation());
  const funnel = screen.getByRole('list', { name: 'How far the phones are' });
  expect(within(funnel).getByText('7 not sent yet')).toBeDefined();
  expect(screen.getByText('0 of 7 done')).toBeDefined();
  expect(screen.getByRole('region', { name: 'Under way' })).toBeDefined();
});

test('phones walk through the steps; one that fails comes first, with reason, remedy and Retry', async () => {
  await startRun(fakeWorkstation({ stepMs: 5 }));
  expect(await screen.findByText('6 of 7 done')).toBeDefined();
  const wrong = screen.getByRole('complementary', { name: 'What went wrong' });
  // The step comes at once, its reason with the next answer of the workstation.
  await waitFor(() => expect(wrong.textContent).toContain('It gave no answer in 32 s.'));
  expect(wrong.textContent).toContain('Check that it is on the network');
  expect(wrong.textContent).toContain('RESYNC_NO_ANSWER');
  await user.click(within(wrong).getByRole('button', { name: 'Retry' }));
  expect(await screen.findByRole('heading', { name: 'Resync run 119' })).toBeDefined();
});

test('a step is shown the moment it is told, before the run is asked for again', async () => {
  const fake = fakeWorkstation();
  await startRun(fake);
  const at = new Date(fake.now()).toISOString();
  fake.tell('resync.step', { run: 118, mac: '0080F0A1B2C3', step: 'sent', at, detail: 'NOTIFY' });
  const funnel = screen.getByRole('list', { name: 'How far the phones are' });
  await waitFor(() => expect(within(funnel).getByText('1 waiting for an answer')).toBeDefined());
});

test('a run can be stopped and then says that it ended early', async () => {
  await startRun(fakeWorkstation());
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  expect(await screen.findByText('Ended before all were reached')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
});

test('what will go wrong is told before anything is sent', async () => {
  const fake = fakeWorkstation();
  fake.answer('resync.plan', () => ({
    phones: [],
    warnings: [
      { problem: { code: 'RESYNC_SOURCE_FILTER', message: 'It will drop it.', remedy: 'Use its server.' }, phones: 3 },
    ],
    ratePerSecond: 10,
    inFlight: 20,
    secondsAtLeast: 0,
    quietUntil: '2026-11-24T18:00:00+01:00',
  }));
  renderApp(fake);
  await user.click(await screen.findByRole('button', { name: 'Resync…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Resync phones' });
  expect(await within(dialog).findByText('3 phones:')).toBeDefined();
  expect(dialog.textContent).toContain('It will drop it. Use its server. RESYNC_SOURCE_FILTER');
  expect(dialog.textContent).toContain('It waits until');
  expect(fake.asked.some(({ name }) => name === 'resync.start')).toBe(false);
});

test('a run is paused and gone on with', async () => {
  const fake = fakeWorkstation();
  await startRun(fake);
  await user.click(screen.getByRole('button', { name: 'Pause' }));
  expect(await screen.findByText('Paused')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Resume' }));
  expect(await screen.findByRole('button', { name: 'Pause' })).toBeDefined();
  expect(screen.queryByText('Paused')).toBeNull();
  expect(fake.asked.filter(({ name }) => /resync\.(pause|resume)/.test(name))).toMatchObject([
    { name: 'resync.pause', input: { id: 118 } },
    { name: 'resync.resume', input: { id: 118 } },
  ]);
});

/** A run as the workstation shows it, with one phone that failed so. */
function showFailed(fake: FakeWorkstation, code: string, actions: ResyncPhoneView['actions']): void {
  const at = new Date(fake.now()).toISOString();
  const mac = '0080F0A1B2C3';
  const phone: ResyncPhoneView = {
    mac,
    name: 'Reception',
    step: 'failed',
    steps: [{ mac, step: 'failed', at, detail: 'It failed.' }],
    problem: { code, message: 'It failed.', remedy: 'Do this.' },
    actions,
  };
  fake.answer('resync.show', ({ id }) => ({ run: { ...sampleRun, id, startedAt: at, endedAt: at }, phones: [phone] }));
  fake.changed('resync');
}

const sampleRun: ResyncRunView = {
  id: 118,
  startedAt: '',
  endedAt: null,
  cause: 'this window',
  total: 1,
  done: 0,
  failed: 1,
  state: 'ended',
  note: null,
  parent: 117,
  revision: 42,
  ratePerSecond: 10,
  inFlight: 20,
};

test.each<[ResyncPhoneView['actions'][number], string, string, object]>([
  ['retry', 'Retry', 'resync.start', { phones: { macs: ['0080F0A1B2C3'] } }],
  ['retry-through-server', 'Retry through its SIP server', 'resync.start', { options: { way: 'server' } }],
  ['arm', 'Arm it', 'phones.arm', { macs: ['0080F0A1B2C3'] }],
])('the button of %s does it', async (action, name, call, input) => {
  const fake = fakeWorkstation();
  await startRun(fake);
  showFailed(fake, 'RESYNC_NO_ANSWER', [action]);
  const wrong = screen.getByRole('complementary', { name: 'What went wrong' });
  await user.click(await within(wrong).findByRole('button', { name }));
  await waitFor(() => expect(fake.asked.findLast((asked) => asked.name === call)?.input).toMatchObject(input));
});

test.each<[ResyncPhoneView['actions'][number], string, string]>([
  ['answer-there', 'Answer there too', '/server'],
  ['access', 'Open access rules', '/server'],
  ['open-phone', 'Open phone', '/phones/0080F0A1B2C3'],
])('the button of %s leads there', async (action, name, address) => {
  const fake = fakeWorkstation();
  await startRun(fake);
  showFailed(fake, 'RESYNC_TOLD_ELSEWHERE', [action]);
  const wrong = screen.getByRole('complementary', { name: 'What went wrong' });
  await user.click(await within(wrong).findByRole('button', { name }));
  await waitFor(() => expect(window.location.hash).toBe(`#${address}`));
});

test('"Retry failed" starts a run that names this one', async () => {
  const fake = fakeWorkstation({ stepMs: 5 });
  await startRun(fake);
  await screen.findByText('6 of 7 done');
  await user.click(await screen.findByRole('button', { name: 'Retry failed 1' }));
  expect(await screen.findByRole('heading', { name: 'Resync run 119' })).toBeDefined();
  expect(fake.asked.findLast(({ name }) => name === 'resync.retry')?.input).toMatchObject({ id: 118 });
  expect(screen.getByRole('link', { name: 'Retry of run 118' })).toBeDefined();
});

test('the pace stands as a picture, and as a table for whoever wants figures', async () => {
  await startRun(fakeWorkstation({ stepMs: 5 }));
  await screen.findByText('6 of 7 done');
  const pace = screen.getByRole('region', { name: 'Pace' });
  await waitFor(() =>
    expect(within(pace).getByRole('img').getAttribute('aria-label')).toBe('So far 6 phones fetched and 6 are done.'),
  );
  await user.click(within(pace).getByRole('button', { name: 'Table' }));
  expect(within(pace).getByRole('table')).toBeDefined();
  expect(within(pace).getByText('10 a second, 20 at once')).toBeDefined();
});

test('way and pace of the next runs are changed from here; nonsense is not taken', async () => {
  const fake = fakeWorkstation();
  await startRun(fake);
  await user.click(screen.getByRole('button', { name: 'Change' }));
  const dialog = await screen.findByRole('dialog', { name: 'Way and pace of resyncs' });
  const rate = within(dialog).getByLabelText('NOTIFYs a second');
  await user.clear(rate);
  await user.type(rate, '0');
  expect(within(dialog).getByRole('alert').textContent).toContain('from 0.1 to 1000');
  expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
  await user.clear(rate);
  await user.type(rate, '2.5');
  await user.selectOptions(within(dialog).getByLabelText('Way'), 'Through the SIP server of each phone');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(fake.asked.findLast(({ name }) => name === 'resync.setSettings')?.input).toEqual({
      way: 'server',
      ratePerSecond: 2.5,
      inFlight: 20,
    }),
  );
});

test('a run that waits says until when and why', async () => {
  const fake = fakeWorkstation();
  await startRun(fake);
  const note = 'Waits until 18:00: maintenance.';
  const at = new Date(fake.now()).toISOString();
  const mac = '0080F0A1B2C3';
  fake.answer('resync.show', ({ id }) => ({
    run: { ...sampleRun, id, startedAt: at, state: 'waiting', note, failed: 0 },
    phones: [
      {
        mac,
        name: 'Reception',
        step: 'queued',
        steps: [{ mac, step: 'queued', at, detail: '' }],
        problem: null,
        actions: [],
      },
    ],
  }));
  fake.changed('resync');
  expect(await screen.findByText(note)).toBeDefined();
  expect(screen.getByText('Waits')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Pause' })).toBeDefined();
});
