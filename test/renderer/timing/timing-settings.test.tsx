import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { fakeWorkstation, Refusal } from '../../support/fake-workstation';
import { renderApp } from '../../support/render-app';
import { blankTiming, sampleTiming } from '../../support/sample-timing';

afterEach(cleanup);

test('the card of the night says when, how many, and whether this laptop will be awake', async () => {
  renderApp(fakeWorkstation());
  const card = await screen.findByRole('region', { name: 'Next checks' });
  expect(within(card).getByRole('heading', { name: 'Tonight 01:55' })).toBeTruthy();
  expect(card.textContent).toContain('74 phones will check in.');
  expect(card.textContent).toContain('A closed lid');
});

test('while it holds the laptop awake it says so, and on battery too', async () => {
  const { keepAwake } = sampleTiming();
  renderApp(fakeWorkstation({ timing: { keepAwake: { ...keepAwake, holding: true, onMains: false } } }));
  const card = await screen.findByRole('region', { name: 'Next checks' });
  expect(card.textContent).toContain('Kept awake now');
  expect(card.textContent).toContain('On battery now.');
});

test('with nothing expected there is no card', async () => {
  renderApp(fakeWorkstation({ timing: blankTiming() }));
  await screen.findByText('42 phones');
  expect(screen.queryByRole('region', { name: 'Next checks' })).toBeNull();
});

test('settings are checked where they are typed and saved together', async () => {
  const fake = fakeWorkstation();
  renderApp(fake);
  await userEvent.click(await screen.findByRole('button', { name: 'Timing settings' }));
  const dialog = await screen.findByRole('dialog', { name: 'Timing settings' });
  const after = await within(dialog).findByLabelText('Minutes after its time');
  await userEvent.clear(after);
  await userEvent.type(after, '241');
  expect(within(dialog).getByRole('alert').textContent).toBe('From 1 to 240.');
  expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
  await userEvent.clear(after);
  await userEvent.type(after, '30');
  await userEvent.click(within(dialog).getByRole('radio', { name: 'Leave them' }));
  await userEvent.click(within(dialog).getByRole('checkbox', { name: /^Keep this laptop awake/ }));
  await userEvent.selectOptions(within(dialog).getByLabelText('Intervals count from'), 'its last download');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(fake.asked.find(({ name }) => name === 'timing.set')?.input).toEqual({
      graceBeforeMinutes: 10,
      graceAfterMinutes: 30,
      comfortablePerMinute: 12,
      catchUp: 'never',
      keepAwake: false,
      cyclicCountsFrom: 'last-download',
    }),
  );
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('a host that cannot keep awake says so, and a refusal stays in the dialog', async () => {
  const { keepAwake } = sampleTiming();
  const fake = fakeWorkstation({ timing: { keepAwake: { ...keepAwake, supported: false } } });
  fake.answer('timing.set', () => {
    throw new Refusal({ code: 'VALUE_INVALID', message: 'That is too much.', remedy: 'Take less.' });
  });
  renderApp(fake);
  await userEvent.click(await screen.findByRole('button', { name: 'Timing settings' }));
  const dialog = await screen.findByRole('dialog', { name: 'Timing settings' });
  expect(await within(dialog).findByText(/this host cannot/)).toBeTruthy();
  expect(within(dialog).getByRole<HTMLInputElement>('checkbox').disabled).toBe(true);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect((await within(dialog).findByRole('alert')).textContent).toContain('Take less.');
});
