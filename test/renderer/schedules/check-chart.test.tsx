import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { fakeWorkstation, Refusal, type FakeWorkstation } from '../../support/fake-workstation';
import { renderApp } from '../../support/render-app';

async function openChart(): Promise<{ fake: FakeWorkstation; chart: HTMLElement }> {
  const fake = fakeWorkstation();
  renderApp(fake, '/schedules');
  const chart = await screen.findByRole('application', { name: 'Timeline' });
  chart.focus();
  return { fake, chart };
}

const said = (): (string | null)[] => screen.getAllByRole('status').map(({ textContent }) => textContent);

afterEach(cleanup);

test('the cursor goes minute by minute and says what happens there', async () => {
  await openChart();
  await userEvent.keyboard('{Home}{PageDown}{PageDown}');
  expect(said()).toContain('02:00, 74 phones, no server, this laptop slept');
  await userEvent.keyboard('{ArrowRight}');
  expect(said()).toContain('02:01, nobody asks, no server, this laptop slept');
  await userEvent.keyboard('{ArrowDown}');
  expect(said()).toContain('02:04, 1 phone, no server, this laptop slept');
});

test('the next busy minute is one press away, with the schedule that ran then', async () => {
  await openChart();
  await userEvent.keyboard('{Home}{PageDown}{PageDown}{PageDown}{PageDown}{PageDown}{PageDown}{PageDown}');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
  expect(said()).toContain('07:46, 34 resynced, Catch-up on wake, done');
});

test('Enter lists who asks, with a link to each phone; Shift and arrows take more; Escape lets go', async () => {
  const { fake } = await openChart();
  await userEvent.keyboard('{Home}{PageDown}{PageDown}{Enter}');
  const panel = await screen.findByRole('complementary', { name: 'Who asks 02:00' });
  expect((await within(panel).findByRole('link', { name: 'Reception 1' })).getAttribute('href')).toBe(
    '#/phones/0080F0A1B2C3',
  );
  expect(await within(panel).findByText('74 checks')).toBeTruthy();
  expect(within(panel).getAllByText('no server')).toHaveLength(74);
  await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{/Shift}');
  expect(await screen.findByRole('complementary', { name: 'Who asks 02:00–02:05' })).toBeTruthy();
  expect(await screen.findByText('75 checks')).toBeTruthy();
  expect(fake.asked.findLast(({ name }) => name === 'checks.who')?.input).toEqual({
    from: '2026-11-24T02:00:00.000Z',
    to: '2026-11-24T02:05:00.000Z',
  });
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('complementary', { name: /^Who asks/ })).toBeNull());
});

test('dragging chooses a span, a press beside every bar lets go of it', async () => {
  const { chart } = await openChart();
  // The plot is 1136 pixels wide from 72 on: 94.7 to the two hours.
  const x = (hours: number): number => 72 + (hours / 24) * 1136;
  fireEvent.pointerDown(chart, { button: 0, clientX: x(1.9), pointerId: 1 });
  fireEvent.pointerMove(chart, { clientX: x(2.5), pointerId: 1 });
  fireEvent.pointerUp(chart, { clientX: x(2.5), pointerId: 1 });
  expect(await screen.findByRole('complementary', { name: 'Who asks 01:54–02:31' })).toBeTruthy();
  fireEvent.pointerDown(chart, { button: 0, clientX: x(12), pointerId: 1 });
  fireEvent.pointerUp(chart, { clientX: x(12), pointerId: 1 });
  await waitFor(() => expect(screen.queryByRole('complementary', { name: /^Who asks/ })).toBeNull());
  fireEvent.pointerDown(chart, { button: 0, clientX: x(2), pointerId: 1 });
  fireEvent.pointerUp(chart, { clientX: x(2), pointerId: 1 });
  expect(await screen.findByRole('complementary', { name: 'Who asks 02:00' })).toBeTruthy();
});

test('plus and the wheel show less time, nought all of it again', async () => {
  const { chart } = await openChart();
  const hours = (): string[] => [...chart.querySelectorAll('text')].map(({ textContent }) => textContent ?? '');
  expect(hours()).toContain('21:00');
  await userEvent.keyboard('{Home}{PageDown}{PageDown}++++');
  expect(hours()).not.toContain('21:00');
  expect(hours()).toContain('02:00');
  await userEvent.keyboard('0');
  expect(hours()).toContain('21:00');
  fireEvent.wheel(chart, { deltaY: -100, clientX: 640 });
  fireEvent.wheel(chart, { deltaY: -100, clientX: 640 });
  expect(screen.getByRole('button', { name: 'Show all' })).toBeTruthy();
});

test('the herd has its callout, sleep its cause, and the comfortable line its number', async () => {
  const { chart } = await openChart();
  for (const words of [
    '74 phones at 02:00',
    'no server, this laptop slept',
    'asleep 23:52–07:46',
    'expected awake until about 23:50',
    'comfortable, 12 a minute',
    'Catch-up on wake, 68',
    'Backup, skipped',
    'Report, paused',
    '09:42',
  ])
    expect(chart.textContent).toContain(words);
});

test('the same stands in a table, for screen readers always and for everybody on demand', async () => {
  await openChart();
  const table = screen.getByRole('table', { name: 'Minutes in which something happens' });
  expect(within(table).getByRole('row', { name: '02:00 74 0 this laptop slept' })).toBeTruthy();
  expect(table.parentElement?.className).toBe('unseen');
  await userEvent.click(screen.getByRole('button', { name: 'As table' }));
  const shown = screen.getByRole('region', { name: 'When phones check in' });
  expect(within(shown).getByRole('table', { name: 'Minutes in which something happens' })).toBeTruthy();
  expect(screen.queryByRole('application')).toBeNull();
});

test('tomorrow and the week are asked for as days of the site, and a week of minutes is told by the hour', async () => {
  const { fake } = await openChart();
  await userEvent.click(screen.getByRole('button', { name: 'Tomorrow' }));
  await waitFor(() =>
    expect(fake.asked.findLast(({ name }) => name === 'checks.timeline')?.input).toEqual({
      from: '2026-11-25T00:00:00.000Z',
      to: '2026-11-26T00:00:00.000Z',
    }),
  );
  expect((await screen.findByRole('application')).textContent).toContain('this laptop is expected asleep');
  fake.answer('checks.timeline', ({ from }) => ({
    now: '2026-11-24T09:42:00Z',
    timeZone: 'Europe/London',
    minutes: Array.from({ length: 7 * 1440 }, (_, index) => ({
      at: new Date(Date.parse(from) + index * 60_000).toISOString(),
      checks: 2,
      resyncs: 0,
    })),
    comfortablePerMinute: 12,
    away: [],
    awakeUntil: null,
    awakeHours: null,
    schedules: [],
    predicted: 42,
    neverSeen: 0,
  }));
  await userEvent.click(screen.getByRole('button', { name: 'Week' }));
  const table = await screen.findByRole('table', { name: 'Hours in which something happens' });
  expect(within(table).getAllByRole('row')).toHaveLength(7 * 24 + 1);
  expect(within(table).getByRole('row', { name: 'Wed 02:00 120 2 0 not known yet' })).toBeTruthy();
});

test('a timeline that cannot be had says why, and the schedules stay', async () => {
  const fake = fakeWorkstation();
  fake.answer('checks.timeline', () => {
    throw new Refusal({ code: 'VALUE_INVALID', message: 'Too many checks.', remedy: 'Choose a shorter span.' });
  });
  renderApp(fake, '/schedules');
  expect((await screen.findByRole('alert')).textContent).toContain('Choose a shorter span.');
  expect(await screen.findByRole('table', { name: 'Schedules' })).toBeTruthy();
});
