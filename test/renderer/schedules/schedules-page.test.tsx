import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { fakeWorkstation, Refusal, type FakeOptions, type FakeWorkstation } from '../../support/fake-workstation';
import { renderApp } from '../../support/render-app';
import { blankTiming } from '../../support/sample-timing';

function openPage(options: FakeOptions = {}): FakeWorkstation {
  const fake = fakeWorkstation(options);
  renderApp(fake, '/schedules');
  return fake;
}

const askedFor = (fake: FakeWorkstation, wanted: string): unknown[] =>
  fake.asked.filter(({ name }) => name === wanted).map(({ input }) => input);

async function rowOf(name: string): Promise<HTMLElement> {
  const table = await screen.findByRole('table', { name: 'Schedules' });
  return within(table)
    .getAllByRole('row')
    .find((row) => row.textContent?.includes(name)) as HTMLElement;
}

async function choose(row: HTMLElement, item: string): Promise<void> {
  await userEvent.click(within(row).getByRole('button', { name: /^More for/ }));
  await userEvent.click(await screen.findByRole('menuitem', { name: item }));
}

afterEach(cleanup);

test('every schedule says in plain words what it does, when it runs next and what became of it last', async () => {
  openPage();
  const backup = await rowOf('Nightly backup');
  expect(backup.textContent).toContain('At 03:00, save a copy to the backup folder');
  expect(backup.textContent).toContain('0 3 * * *');
  expect(backup.textContent).toContain('asleep then, runs on wake');
  expect(backup.textContent).toContain('Skipped 03:00 today');
  expect((await rowOf('Catch-up on wake')).textContent).toContain('Next wake');
  expect((await rowOf('Lunch check')).textContent).toContain('Today 12:30in 2 h 4');
  expect(screen.getByText('6, one paused')).toBeTruthy();
});

test('the switch pauses a schedule, and one that is paused says when it would have run', async () => {
  const fake = openPage();
  await userEvent.click(within(await rowOf('Lunch check')).getByRole('switch', { name: 'On: Lunch check' }));
  await waitFor(() => expect(askedFor(fake, 'schedules.pause')).toEqual([{ id: 3, paused: true }]));
  await waitFor(async () => expect((await rowOf('Lunch check')).textContent).toContain('Pausedwas Tue 12:30'));
});

test('running now says what came of it and leads to the run', async () => {
  const fake = openPage();
  await choose(await rowOf('Morning sweep'), 'Run now');
  expect(await screen.findByText('Resync of 9 phones started.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Watch' }));
  expect(location.hash).toBe('#/resync/119');
  expect(askedFor(fake, 'schedules.run')).toEqual([{ id: 2 }]);
});

test('a schedule goes away only after a question', async () => {
  const fake = openPage();
  await choose(await rowOf('Evening publish'), 'Remove…');
  const dialog = await screen.findByRole('dialog', { name: 'Remove Evening publish?' });
  expect(askedFor(fake, 'schedules.remove')).toEqual([]);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Remove schedule' }));
  await waitFor(async () => expect(await rowOf('Evening publish')).toBeUndefined());
});

test('words become cron as the workstation reads them, and Enter makes a schedule of them', async () => {
  const fake = openPage();
  const field = await screen.findByRole('textbox', { name: 'New schedule in words' });
  await userEvent.type(field, 'every weekday at 7 in the morning');
  expect(await screen.findByText('0 7 * * 1-5')).toBeTruthy();
  expect(screen.getByText('next Wed 07:00, Thu 07:00, Fri 07:00')).toBeTruthy();
  await userEvent.type(field, '{Enter}');
  const dialog = await screen.findByRole('dialog', { name: 'New schedule' });
  expect(await within(dialog).findByText('At 07:00, Monday through Friday')).toBeTruthy();
  await userEvent.selectOptions(
    within(dialog).getByLabelText('Which phones'),
    await within(dialog).findByText('Group Reception'),
  );
  await userEvent.selectOptions(within(dialog).getByLabelText('If this laptop is away then'), 'Skip it');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Create schedule' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(askedFor(fake, 'schedules.add')).toEqual([
    {
      name: '',
      trigger: { cron: '0 7 * * 1-5' },
      work: { do: 'resync', phones: { group: 'Reception' } },
      missed: 'skip',
    },
  ]);
});

test('what the workstation does not understand is said at the field with what helps, and nothing can be made of it', async () => {
  openPage();
  await userEvent.type(await screen.findByRole('textbox', { name: 'New schedule in words' }), 'now and then');
  expect(await screen.findByText(/“now and then” is not understood/)).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Create…' }).disabled).toBe(true);
});

test('words for one moment make a one-off', async () => {
  const fake = openPage();
  await userEvent.type(await screen.findByRole('textbox', { name: 'New schedule in words' }), 'tonight at 3');
  expect(await screen.findByText('next Wed 03:00')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Create…' }));
  const dialog = await screen.findByRole('dialog', { name: 'New schedule' });
  await within(dialog).findByText('Once, on Wednesday 25 November 2026 at 03:00');
  await userEvent.selectOptions(within(dialog).getByLabelText('What'), 'Publish the draft');
  await userEvent.selectOptions(within(dialog).getByLabelText('Then resync, of what it changes'), 'Whole site');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Create schedule' }));
  await waitFor(() =>
    expect(askedFor(fake, 'schedules.add')).toEqual([
      {
        name: '',
        trigger: { at: '2026-11-25T03:00:00+00:00' },
        work: { do: 'publish', phones: { all: true } },
        missed: 'run-on-wake',
      },
    ]),
  );
});

test('a schedule that is changed keeps what was not touched', async () => {
  const fake = openPage();
  await choose(await rowOf('Lunch check'), 'Change…');
  const dialog = await screen.findByRole('dialog', { name: 'Change Lunch check' });
  const name = within(dialog).getByLabelText('Name');
  await userEvent.clear(name);
  await userEvent.type(name, 'Noon');
  const save = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save' });
  await waitFor(() => expect(save.disabled).toBe(false));
  await userEvent.click(save);
  await waitFor(() => expect(askedFor(fake, 'schedules.change')).toHaveLength(1));
  expect(askedFor(fake, 'schedules.change')[0]).toEqual({
    id: 3,
    name: 'Noon',
    trigger: { cron: '30 12 * * 1-5' },
    work: { do: 'resync', phones: { group: 'Consulting' } },
    missed: 'run-on-wake',
  });
});

test('one on wake needs no time, one for a moment gone cannot be made', async () => {
  const fake = openPage();
  await userEvent.click(await screen.findByRole('button', { name: 'New schedule' }));
  const dialog = await screen.findByRole('dialog', { name: 'New schedule' });
  const create = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Create schedule' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Once' }));
  const date = within(dialog).getByLabelText('Date');
  await userEvent.clear(date);
  await userEvent.type(date, '2026-11-23');
  expect(await within(dialog).findByText('This is already over. Choose a time to come.')).toBeTruthy();
  expect(create.disabled).toBe(true);
  await userEvent.click(within(dialog).getByRole('button', { name: 'On wake' }));
  await userEvent.selectOptions(within(dialog).getByLabelText('What'), 'Catch up phones that found nobody');
  await userEvent.click(create);
  await waitFor(() =>
    expect(askedFor(fake, 'schedules.add')).toEqual([
      { name: '', trigger: { on: 'wake' }, work: { do: 'catch-up', phones: null }, missed: 'run-on-wake' },
    ]),
  );
});

test('the history tells what came of every run, the failed one with what helps', async () => {
  openPage();
  await choose(await rowOf('Nightly backup'), 'History…');
  const dialog = await screen.findByRole('dialog', { name: 'History of Nightly backup' });
  expect(await within(dialog).findByText(/cannot be written. Choose another folder/)).toBeTruthy();
  expect(within(dialog).queryByText('Morning sweep')).toBeNull();
});

test('maintenance windows are changed as a whole, and a bad time is said there', async () => {
  const fake = openPage();
  await userEvent.click(await screen.findByRole('button', { name: 'More about schedules' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Maintenance windows…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Maintenance windows' });
  await userEvent.click(
    within(await within(dialog).findByRole('group', { name: 'Days of window 1' })).getByRole('button', { name: 'Sat' }),
  );
  await userEvent.click(within(dialog).getByRole('button', { name: 'Add a window' }));
  const from = within(dialog).getByRole('textbox', { name: 'Window 2 from' });
  await userEvent.clear(from);
  await userEvent.type(from, '25:00');
  expect(within(dialog).getByRole('alert').textContent).toBe('Write times as 22:00.');
  expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
  await userEvent.clear(from);
  await userEvent.type(from, '22:00');
  expect(within(dialog).getByText('the day after')).toBeTruthy();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(askedFor(fake, 'maintenance.set')).toEqual([
      {
        windows: [
          { weekdays: [1, 2, 3, 4, 5, 6], from: '12:00', to: '12:30' },
          { weekdays: [1, 2, 3, 4, 5], from: '22:00', to: '13:00' },
        ],
      },
    ]),
  );
});

test('where check times come from names parameter and layer, and what no layer sets any more', async () => {
  openPage();
  const table = await screen.findByRole('table', { name: 'Where check times come from' });
  expect(table.textContent).toContain('Daily at 02:00CFG_RESYNC_TIMESite file74 phonesTomorrow 02:00');
  expect(table.textContent).toContain('No layer any more: it stays on the phones');
});

test('with nothing known yet the page says what is missing and offers the first schedule', async () => {
  openPage({ timing: blankTiming() });
  expect(await screen.findByText('No schedules yet')).toBeTruthy();
  expect(screen.getByText('No phone asks by itself yet')).toBeTruthy();
  expect(screen.getByText(/^3 phones were never seen/)).toBeTruthy();
});

test('a list that cannot be read says why and offers to try again; the rest of the page stays', async () => {
  const fake = fakeWorkstation();
  fake.answer('schedules.list', () => {
    throw new Refusal({
      code: 'DATABASE_CORRUPT',
      message: 'The database cannot be read.',
      remedy: 'Restore a backup.',
    });
  });
  renderApp(fake, '/schedules');
  expect((await screen.findByRole('alert')).textContent).toContain('Restore a backup.');
  expect(await screen.findByRole('application', { name: 'Timeline' })).toBeTruthy();
  fake.answer('schedules.list', () => ({ schedules: [] }));
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('No schedules yet')).toBeTruthy();
});
