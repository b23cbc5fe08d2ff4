import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { fakeWorkstation, Refusal, type FakeWorkstation } from '../../support/fake-workstation';
import { renderApp } from '../../support/render-app';

async function openPanel(mac: string, name: string): Promise<{ fake: FakeWorkstation; panel: HTMLElement }> {
  const fake = fakeWorkstation();
  renderApp(fake, `/phones/${mac}`);
  return { fake, panel: await screen.findByRole('complementary', { name }) };
}

afterEach(cleanup);

test('today shows the next check on top, what happened, and the check that found nobody', async () => {
  const { panel } = await openPanel('0080F0C8C39A', 'Triage desk');
  // In the list, and in the table behind the picture.
  expect(await within(panel).findAllByText(/Asked, and nobody was there/)).toHaveLength(2);
  const lines = within(panel)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent ?? '');
  const at = (words: string): number => lines.findIndex((line) => line.includes(words));
  expect(at('Next check, tomorrow')).toBeGreaterThanOrEqual(0);
  expect(at('Next check, tomorrow')).toBeLessThan(at('Fetched 3 files'));
  expect(at('Fetched 3 files')).toBeLessThan(at('Asked, and nobody was there'));
  expect(within(panel).getByText('It asks each day at 02:00 (CFG_RESYNC_TIME).')).toBeTruthy();
});

test('this week runs from Monday to Sunday, names the checks to come and counts the rest', async () => {
  const { fake, panel } = await openPanel('0080F0A1B2C3', 'Reception 1');
  await userEvent.click(await within(panel).findByRole('button', { name: 'This week' }));
  await waitFor(() =>
    expect(fake.asked.findLast(({ name }) => name === 'phones.timeline')?.input).toEqual({
      mac: '0080F0A1B2C3',
      from: '2026-11-23T00:00:00.000Z',
      to: '2026-11-30T00:00:00.000Z',
    }),
  );
  expect(await within(panel).findByText('2 more expected')).toBeTruthy();
  expect(within(panel).getByText('Thu 02:00')).toBeTruthy();
  const table = within(panel).getByRole('table', { name: 'Expected and happened' });
  expect(table.textContent).toContain('Tue 24 Nov 02:00its daily check, Asked, and nobody was there');
});

test('all history has no picture, and a missed check is told as missed', async () => {
  const { panel } = await openPanel('BCC34206F401', 'Ward B room 3');
  expect(await within(panel).findAllByText(/Did not ask at 02:00/)).toHaveLength(2);
  await userEvent.click(within(panel).getByRole('button', { name: 'All history' }));
  await waitFor(() => expect(within(panel).queryByRole('table', { name: 'Expected and happened' })).toBeNull());
});

test('a phone never seen says why nothing is expected of it', async () => {
  const { panel } = await openPanel('BCC34206F512', 'Consulting room 5');
  expect(await within(panel).findByText('It has never asked: when it starts is not known.')).toBeTruthy();
  expect(await within(panel).findByText('Nothing happened today.')).toBeTruthy();
});

test('when what was expected cannot be told, what happened still is', async () => {
  const fake = fakeWorkstation();
  fake.answer('phones.timeline', () => {
    throw new Refusal({ code: 'VALUE_INVALID', message: 'Not now.', remedy: 'Try later.' });
  });
  renderApp(fake, '/phones/0080F0A1B2C3');
  const panel = await screen.findByRole('complementary', { name: 'Reception 1' });
  expect((await within(panel).findByRole('alert')).textContent).toContain('Try later.');
  expect(await within(panel).findByText(/Fetched 3 files/)).toBeTruthy();
});
