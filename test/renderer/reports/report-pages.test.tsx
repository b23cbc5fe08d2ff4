import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { fakeWorkstation } from '../../support/fake-workstation';
import { renderApp } from '../../support/render-app';
import { samplePhones } from '../../support/sample-site';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const user = userEvent.setup();
const phones = samplePhones();
const behind = phones.filter(({ revision }) => revision === null || revision < 42);

test('who has a revision is a table: those without it first, each with the reason and a way to it', async () => {
  renderApp(fakeWorkstation(), '/reports/revision/42');
  const table = await screen.findByRole('table', { name: 'Phones and revision r42' });
  expect(
    within(table)
      .getAllByRole('columnheader')
      .map((cell) => cell.textContent),
  ).toEqual(['Phone', 'Group', 'Model', 'Ext', 'Has', 'State', 'Why not', 'Last fetch', 'Next check']);
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows).toHaveLength(phones.length);
  const [first] = rows;
  expect(first?.textContent).toContain(behind[0]?.name);
  expect(first && within(first).getByRole('link').getAttribute('href')).toBe(`#/phones/${behind[0]?.mac}`);
  expect(screen.getByText(`${phones.length - behind.length} of ${phones.length} phones have it`)).toBeDefined();
});

test('only phones without it can be shown', async () => {
  renderApp(fakeWorkstation(), '/reports/revision');
  const table = await screen.findByRole('table', { name: 'Phones and revision r42' });
  await user.click(screen.getByRole('checkbox', { name: 'Only phones without it' }));
  expect(within(table).getAllByRole('row')).toHaveLength(behind.length + 1);
});

test('Print shows every row first, then asks the system', async () => {
  const [sample] = phones;
  if (!sample) throw new Error('no sample');
  const many = Array.from({ length: 450 }, (_, index) => ({
    ...sample,
    id: index + 1,
    mac: `0080F0AA${String(index).padStart(4, '0')}`,
  }));
  let printed = 0;
  const rows = (): number => document.querySelectorAll('tbody tr').length;
  vi.stubGlobal('print', () => (printed = rows()));
  renderApp(fakeWorkstation({ phones: many }), '/reports/revision/42');
  await screen.findByRole('table', { name: 'Phones and revision r42' });
  expect(rows()).toBe(400);
  expect(screen.getByRole('button', { name: 'Show 50 more' })).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Print' }));
  expect(printed).toBe(450);
  expect(screen.queryByRole('button', { name: 'Show 50 more' })).toBeNull();
});

test('Save CSV saves what the workstation made, under its name', async () => {
  const fake = fakeWorkstation();
  const clicked: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    clicked.push(this.download);
  });
  URL.createObjectURL = () => 'blob:report';
  URL.revokeObjectURL = () => undefined;
  renderApp(fake, '/reports/revision/41');
  await screen.findByRole('table', { name: 'Phones and revision r41' });
  await user.click(screen.getByRole('button', { name: 'Save CSV' }));
  expect(await screen.findByText('Northgate Clinic r41 2026-11-24.csv saved')).toBeDefined();
  expect(clicked).toEqual(['Northgate Clinic r41 2026-11-24.csv']);
  expect(fake.asked).toContainEqual({ name: 'reports.revisionCsv', input: { revision: 41 } });
});

test('a report stands still while phones come and go, and is asked again by a press', async () => {
  const fake = fakeWorkstation();
  renderApp(fake, '/reports/revision/42');
  await screen.findByRole('table', { name: 'Phones and revision r42' });
  const asked = (): number => fake.asked.filter(({ name }) => name === 'reports.revision').length;
  fake.changed('phones', 'configs', 'requests');
  expect(asked()).toBe(1);
  await user.click(screen.getByRole('button', { name: 'Ask again' }));
  await vi.waitFor(() => expect(asked()).toBe(2));
});

test('a revision that never was is told with what helps; a site without phones leads to them', async () => {
  renderApp(fakeWorkstation(), '/reports/revision/99');
  expect((await screen.findByRole('alert')).textContent).toContain('There is no revision r99.');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  cleanup();
  renderApp(fakeWorkstation({ phones: [] }), '/reports/revision');
  expect(await screen.findByRole('heading', { name: 'No phones yet' })).toBeDefined();
  expect(screen.getByRole('button', { name: 'Print' }).hasAttribute('disabled')).toBe(true);
});

test('the history leads to who has a revision', async () => {
  const fake = fakeWorkstation();
  fake.answer('configs.history', () => ({
    revisions: [
      {
        revision: 42,
        message: 'Daily check at 02:15',
        author: 'window',
        at: '2026-11-24T08:00:00+00:00',
        changedPhones: 3,
        scopes: ['site'],
        changes: 1,
      },
    ],
  }));
  renderApp(fake, '/history');
  await user.click(await screen.findByRole('button', { name: 'More for r42' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Who has it' }));
  expect(await screen.findByRole('heading', { name: 'Who has r42' })).toBeDefined();
});

test('a day tells its numbers, who needs somebody, when nobody served, and what happened', async () => {
  const fake = fakeWorkstation();
  renderApp(fake, '/reports/day/2026-11-24');
  expect(await screen.findByRole('heading', { name: '24 Nov 2026', level: 1 })).toBeDefined();
  expect(screen.getByText('7 h 54 min')).toBeDefined();
  const need = screen.getByRole('table', { name: 'Phones that need somebody' });
  expect(within(need).getAllByRole('row')).toHaveLength(1 + phones.filter(({ state }) => state === 'failed').length);
  expect(screen.getByRole('table', { name: 'When phones found nobody' }).textContent).toContain('the laptop slept');
  expect(screen.getByRole('table', { name: 'What happened, in order of time' }).textContent).toContain(
    'r42 was published',
  );
  await user.click(screen.getByRole('button', { name: 'The day before' }));
  expect(await screen.findByRole('heading', { name: '23 Nov 2026', level: 1 })).toBeDefined();
  expect(fake.asked).toContainEqual({ name: 'reports.day', input: { day: '2026-11-23' } });
  await user.click(screen.getByRole('button', { name: 'Today' }));
  await vi.waitFor(() => expect(fake.asked.at(-1)).toEqual({ name: 'reports.day', input: {} }));
});

test('a quiet day says so, and a day that is none is refused', async () => {
  const fake = fakeWorkstation({ phones: [] });
  fake.answer('reports.day', ({ day = '2026-11-24' }) => ({
    site: 'Northgate Clinic',
    day,
    timeZone: 'Europe/London',
    at: '2026-11-24T09:42:00+00:00',
    figures: [],
    needYou: [],
    away: [],
    happened: [],
  }));
  renderApp(fake, '/reports/day');
  expect(await screen.findByText('Nothing needs you now.')).toBeDefined();
  expect(screen.getByText('Phones found somebody all day.')).toBeDefined();
  expect(screen.getByText('Nothing was published, resynced or run by a schedule.')).toBeDefined();
  cleanup();
  renderApp(fakeWorkstation(), '/reports/day/yesterday');
  expect((await screen.findByRole('alert')).textContent).toContain('CALL_INVALID');
});
