import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { useWindowState } from '../../../renderer/app/window-state';
import type { CallOutput } from '../../../electron/contract/contract';
import { fakeWorkstation, Refusal, type FakeWorkstation } from '../../support/fake-workstation';
import { renderApp } from '../../support/render-app';
import { samplePhones } from '../../support/sample-site';
import { sampleTiming } from '../../support/sample-timing';

type CatchUp = CallOutput<'absence.review'>['catchUp'];

const run = {
  id: 121,
  startedAt: '2026-11-24T07:46:10Z',
  endedAt: null,
  cause: 'catch-up',
  total: 68,
  done: 40,
  failed: 0,
};

function openPhones(catchUp: Partial<CatchUp>, phones = samplePhones()): FakeWorkstation {
  const fake = fakeWorkstation({ phones, timing: { catchUp: { ...sampleTiming().catchUp, ...catchUp } } });
  renderApp(fake, '/phones');
  return fake;
}

const slept = 'This laptop was asleep from 23:52 to 07:46; 68 phones found nobody.';
const healthy = samplePhones().filter(({ state }) => state !== 'failed');

afterEach(cleanup);

test('after a night asleep the page asks, and one press catches up', async () => {
  const fake = openPhones({ state: 'asking', phones: 68, why: slept });
  expect(await screen.findByText(slept)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Catch up 68 phones' }));
  expect(await screen.findByText('Catching up 1 phone')).toBeTruthy();
  expect(fake.asked).toContainEqual({ name: 'absence.catchUp', input: {} });
  expect(await screen.findByText('Catching up: 0 of 1 done.')).toBeTruthy();
});

test('“not now” leaves them away, and the line says so', async () => {
  const fake = openPhones({ state: 'asking', phones: 68, why: slept }, healthy);
  await userEvent.click(await screen.findByRole('button', { name: 'Not now' }));
  expect(fake.asked).toContainEqual({ name: 'absence.dismiss', input: {} });
  expect(await screen.findByText(/did not ask when expected/)).toBeTruthy();
});

test('a catch-up under way leads to its run, and afterwards the page says what became of it', async () => {
  const fake = openPhones({ state: 'running', phones: 68, run, why: slept });
  expect(await screen.findByText('Catching up: 40 of 68 done.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Open the run' }).getAttribute('href')).toBe('#/resync/121');
  fake.phones = healthy;
  fake.answer('absence.review', () => ({
    phones: [],
    catchUp: { ...sampleTiming().catchUp, state: 'done', run: { ...run, done: 66, failed: 2 } },
  }));
  fake.changed('resync', 'phones');
  expect(await screen.findByText('Caught up: 66 of 68 came, 2 did not.')).toBeTruthy();
});

test('waiting for the network is said as waiting', async () => {
  openPhones({ state: 'waiting-for-network', phones: 68, why: slept });
  expect((await screen.findByText(slept)).parentElement?.textContent).toContain(
    'Waits for the network, then catches up.',
  );
});

test('waiting for the end of a maintenance window says until when', async () => {
  const why = `${slept} Waits until 13:00: maintenance.`;
  openPhones({ state: 'waiting-for-window', phones: 68, why });
  expect(await screen.findByText(why)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Hide this notice' })).toBeNull();
});

test('what became of a catch-up is told until somebody has read it', async () => {
  const done = { ...run, endedAt: '2026-11-24T07:49:00Z', done: 68 };
  const fake = openPhones({ state: 'done', phones: 68, run: done, why: slept }, healthy);
  expect(await screen.findByText('Caught up: all 68 phones came.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Hide this notice' }));
  expect(fake.asked).toContainEqual({ name: 'absence.dismiss', input: {} });
  await waitFor(() => expect(screen.queryByText('Caught up: all 68 phones came.')).toBeNull());
});

test('the review tells away and missed apart, with the reason of each', async () => {
  openPhones({}, healthy);
  await userEvent.click(await screen.findByRole('button', { name: 'Review 2' }));
  const dialog = await screen.findByRole('dialog', { name: 'Away and missed phones' });
  const away = await within(dialog).findByRole('region', { name: 'Phones that found nobody' });
  expect(away.textContent).toContain('Triage desk');
  expect(away.textContent).toContain('This laptop was asleep from 23:52 to 07:46.');
  const missed = within(dialog).getByRole('region', { name: 'Phones that did not ask' });
  expect(missed.textContent).toContain('although this laptop was serving');
  await userEvent.click(within(dialog).getAllByRole('button', { name: 'Show in the list' })[0] as HTMLElement);
  expect(useWindowState.getState().stateFilter).toBe('away');
});

test('when there is nothing to catch up any more the refusal is said with its remedy', async () => {
  const fake = openPhones({ state: 'asking', phones: 68, why: slept });
  fake.answer('absence.catchUp', () => {
    throw new Refusal({
      code: 'NOTHING_TO_CATCH_UP',
      message: 'No phone is away.',
      remedy: 'They came by themselves.',
    });
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Catch up 68 phones' }));
  expect(await screen.findByText('They came by themselves.')).toBeTruthy();
});

test('a failed phone is graver than one that is away, but a question comes first', async () => {
  openPhones({});
  expect(await screen.findByText(/asked and did not get its files/)).toBeTruthy();
  cleanup();
  openPhones({ state: 'asking', phones: 68, why: slept });
  await screen.findByText(slept);
  expect(screen.queryByText(/asked and did not get its files/)).toBeNull();
});

test('a line that was hidden comes back when there is something else to say', async () => {
  const fake = openPhones({}, healthy);
  await userEvent.click(await screen.findByRole('button', { name: 'Hide this notice' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Review 2' })).toBeNull());
  fake.phones = fake.phones.map((phone) => (phone.name === 'Office 1' ? { ...phone, state: 'missed' } : phone));
  fake.changed('phones');
  expect(await screen.findByRole('button', { name: 'Review 3' })).toBeTruthy();
});
