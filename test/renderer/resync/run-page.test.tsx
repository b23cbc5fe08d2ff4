import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
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
