import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { useWindowState } from '../../../renderer/app/window-state';
import { fakeWorkstation, Refusal, type FakeWorkstation } from '../../support/fake-workstation';
import { renderApp } from '../../support/render-app';

async function openPanel(): Promise<{ fake: FakeWorkstation; panel: HTMLElement }> {
  const fake = fakeWorkstation();
  renderApp(fake, '/schedules');
  await userEvent.click(await screen.findByRole('button', { name: 'Stagger checks' }));
  return { fake, panel: await screen.findByRole('complementary', { name: 'Stagger check times' }) };
}

const askedLast = (fake: FakeWorkstation, wanted: string): unknown =>
  fake.asked.findLast(({ name }) => name === wanted)?.input;

afterEach(cleanup);

test('before and after are told in phones a minute, with a table behind each strip', async () => {
  const { panel } = await openPanel();
  expect(await within(panel).findByText('74 in one minute')).toBeTruthy();
  expect(within(panel).getByText('at most 2 in any minute')).toBeTruthy();
  expect(within(panel).getByRole('table', { name: 'Phones per minute now' }).textContent).toContain('02:0074');
  expect(within(panel).getByText(/Each uses its new time after its next fetch/)).toBeTruthy();
  expect(within(panel).getByText(/usually sleeps then/)).toBeTruthy();
});

test('three presses stagger: the assistant, the draft, the review', async () => {
  const { fake, panel } = await openPanel();
  await userEvent.click(await within(panel).findByRole('button', { name: 'Create draft' }));
  expect(await screen.findByText('74 new check times are in the draft')).toBeTruthy();
  expect(askedLast(fake, 'stagger.apply')).toEqual({ order: 'mac' });
  await userEvent.click(screen.getByRole('button', { name: 'Review and publish' }));
  expect(useWindowState.getState().publishOpen).toBe(true);
});

test('the plan follows hours, phones and order, and half a time is not sent', async () => {
  const { fake, panel } = await openPanel();
  await within(panel).findByText('74 in one minute');
  const from = within(panel).getByRole('textbox', { name: 'From' });
  await userEvent.clear(from);
  await userEvent.type(from, '01:3');
  expect(within(panel).getByRole('alert').textContent).toBe('Write times as 02:00.');
  expect(within(panel).getByRole<HTMLButtonElement>('button', { name: 'Create draft' }).disabled).toBe(true);
  await userEvent.type(from, '0');
  await userEvent.selectOptions(within(panel).getByLabelText('Phones'), 'Group Wards');
  await userEvent.click(within(panel).getByRole('button', { name: 'By group' }));
  await waitFor(() =>
    expect(askedLast(fake, 'stagger.plan')).toEqual({
      between: { from: '01:30', to: '03:00' },
      phones: { group: 'Wards' },
      order: 'group',
    }),
  );
});

test('the preview names every phone with its new minute and what is turned off', async () => {
  const { panel } = await openPanel();
  await userEvent.click(await within(panel).findByRole('button', { name: 'Preview 74 times' }));
  const dialog = await screen.findByRole('dialog', { name: 'New times of 74 phones' });
  expect(within(dialog).getAllByRole('row')).toHaveLength(75);
  expect(within(dialog).getAllByText('Turns off CFG_CYCLIC')).toHaveLength(4);
});

test('keeping awake is the setting of the site', async () => {
  const { fake, panel } = await openPanel();
  const box = await within(panel).findByRole<HTMLInputElement>('checkbox', { name: /^Keep awake then/ });
  expect(box.checked).toBe(true);
  await userEvent.click(box);
  await waitFor(() => expect(askedLast(fake, 'timing.set')).toEqual({ keepAwake: false }));
});

test('a plan that cannot be made says why, in the panel', async () => {
  const { fake, panel } = await openPanel();
  fake.answer('stagger.plan', () => {
    throw new Refusal({ code: 'VALUE_INVALID', message: 'Ten phones in one minute.', remedy: 'Choose more time.' });
  });
  await userEvent.click(within(panel).getByRole('button', { name: 'By group' }));
  expect((await within(panel).findByRole('alert')).textContent).toContain('Choose more time.');
});
