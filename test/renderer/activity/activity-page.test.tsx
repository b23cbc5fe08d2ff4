import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { requestReasons } from '../../../electron/core/provisioning/request-reason';
import { ActivityPage } from '../../../renderer/features/activity/activity-page';
import { needsNothing } from '../../../renderer/features/activity/request-columns';
import { activity } from '../../../renderer/strings/activity';
import { fakeWorkstation, Refusal, type FakeOptions, type FakeWorkstation } from '../../support/fake-workstation';
import { renderPart } from '../../support/render-app';
import { sampleRequests } from '../../support/sample-requests';
import { sampleBlocked } from '../../support/sample-server';

function openPage(options: FakeOptions = {}): FakeWorkstation {
  const fake = fakeWorkstation({ requests: sampleRequests(20), ...options });
  renderPart(fake, <ActivityPage />);
  return fake;
}

afterEach(cleanup);

test('every refusal is explained in plain words with what helps', () => {
  for (const reason of requestReasons) expect(activity.reason[reason].means, reason).toMatch(/\.$/);
  const refusals = requestReasons.filter((reason) => !needsNothing.has(reason));
  for (const reason of refusals) expect(activity.reason[reason].helps, reason).toMatch(/\.$/);
});

test('the newest lines are shown, today is told in numbers, and the chart has a table', async () => {
  openPage();
  expect(await screen.findByText('/KX-HDV130N.cfg', { exact: false })).toBeTruthy();
  expect(screen.getByText('35 lines · newest first', { exact: false })).toBeTruthy();
  const figures = screen.getByRole('region', { name: 'Today so far' });
  expect(figures.textContent).toContain('Response time3 ms');
  expect(within(figures).getByRole('table', { name: /^Requests a minute/ })).toBeTruthy();
});

test('a flood is folded into one line and unfolded by a press', async () => {
  openPage({ requests: sampleRequests(8) });
  await userEvent.click(await screen.findByText('6 more'));
  expect(await screen.findByText('/first/0080F0A00001.cfg', { exact: false })).toBeTruthy();
});

test('paused, the list stands still and says how many lines are new', async () => {
  const fake = openPage();
  await screen.findByText('/KX-HDV130N.cfg', { exact: false });
  await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
  const [newest] = fake.requests;
  if (!newest) throw new Error('no sample');
  fake.requests = [{ ...newest, id: newest.id + 1, reason: 'served', path: '/KX-UT123.cfg' }, ...fake.requests];
  fake.changed('requests');
  expect(await screen.findByText('Paused · 1 new line')).toBeTruthy();
  expect(screen.queryByText('/KX-UT123.cfg', { exact: false })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Follow' }));
  expect(await screen.findByText('/KX-UT123.cfg', { exact: false })).toBeTruthy();
});

test('a filter is asked of the workstation, and one that nothing matches can be cleared', async () => {
  const fake = openPage();
  await screen.findByText('/KX-HDV130N.cfg', { exact: false });
  await userEvent.type(screen.getByRole('searchbox', { name: 'Filter the requests' }), 'nonesuch');
  expect(await screen.findByText('No line matches')).toBeTruthy();
  expect(fake.asked).toContainEqual({ name: 'requests.search', input: { text: 'nonesuch', limit: 400 } });
  await userEvent.click(screen.getByRole('button', { name: 'Clear filter' }));
  expect(await screen.findByText('/KX-HDV130N.cfg', { exact: false })).toBeTruthy();
  await userEvent.selectOptions(screen.getByLabelText('Answers'), 'Served');
  await vi.waitFor(() => expect(screen.queryByText('/first/BCC34206F24F.cfg', { exact: false })).toBeNull());
});

test('older pages come when they are asked for', async () => {
  const fake = openPage({ requests: sampleRequests(800) });
  await userEvent.click(await screen.findByRole('button', { name: 'Show older lines' }));
  expect(await screen.findByText('newest 800 lines', { exact: false })).toBeTruthy();
  expect(fake.asked).toContainEqual({ name: 'requests.search', input: { beforeId: 416, limit: 400 } });
  await userEvent.click(await screen.findByRole('button', { name: 'Show older lines' }));
  expect(await screen.findByText('815 lines · newest first', { exact: false })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Show older lines' })).toBeNull();
});

test('a line tells how the phone was known, what it got, and the answer with secrets blanked', async () => {
  // Without the flood: a grid without a height draws the first lines only.
  const fake = openPage({ requests: sampleRequests(0) });
  await userEvent.click(await screen.findByText('/p/••••/0080F0A1B2C3.cfg', { exact: false }));
  const panel = await screen.findByRole('complementary', { name: 'Request in detail' });
  expect(within(panel).getByText('its own secret address')).toBeTruthy();
  expect(await within(panel).findByText('SIP_PASS_1="••••••••••"', { exact: false })).toBeTruthy();
  await userEvent.click(within(panel).getByRole('button', { name: 'Only this phone' }));
  expect(await screen.findByText('4 lines · newest first', { exact: false })).toBeTruthy();
  expect(fake.asked).toContainEqual({ name: 'requests.search', input: { mac: '0080F0A1B2C3', limit: 400 } });
});

test('a blocked address is told with its story, kept blocked, and let in again', async () => {
  const fake = openPage({ blocked: sampleBlocked() });
  await userEvent.click(await screen.findByRole('button', { name: /^Blocked/ }));
  const table = await screen.findByRole('table', { name: 'Blocked addresses' });
  await userEvent.click(within(table).getByRole('button', { name: 'Keep blocked: 192.168.20.61' }));
  expect(await within(table).findByText('you unblock it')).toBeTruthy();
  await userEvent.click(within(table).getByRole('button', { name: 'Unblock 192.168.20.61' }));
  expect(await screen.findByText('Nobody is blocked')).toBeTruthy();
  expect(fake.blocked).toEqual([]);
});

test('first contacts show who is expected, and arm a phone that was reset', async () => {
  const fake = openPage();
  await userEvent.click(await screen.findByRole('button', { name: 'First contacts' }));
  const expected = await screen.findByRole('table', { name: 'Expected now' });
  expect(within(expected).getByText('Consulting room 5')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Arm again: Ward A room 3' }));
  expect(await within(expected).findByText('Ward A room 3')).toBeTruthy();
  expect(fake.asked).toContainEqual({ name: 'phones.arm', input: { macs: ['BCC34206F24F'] } });
});

test('what a blocked address guessed before it was blocked is not among the first contacts', async () => {
  const guesses = sampleRequests(3).map((row) => (row.reason === 'guarded' ? { ...row, reason: 'unknown-mac' } : row));
  openPage({ requests: guesses as ReturnType<typeof sampleRequests>, blocked: sampleBlocked() });
  await userEvent.click(await screen.findByRole('button', { name: 'First contacts' }));
  const came = await screen.findByRole('table', { name: 'What came to first addresses' });
  expect(within(came).getByText('192.168.20.182')).toBeTruthy();
  await vi.waitFor(() => expect(within(came).queryAllByText('192.168.20.61')).toEqual([]));
});

test('an empty ledger says so; one that cannot be read says why and offers another try', async () => {
  const fake = openPage({ requests: [] });
  expect(await screen.findByText('No phone has asked yet')).toBeTruthy();
  cleanup();
  const problem = { code: 'INTERNAL_ERROR', message: 'The ledger cannot be read.', remedy: 'Try again.' } as const;
  fake.answer('requests.search', () => {
    throw new Refusal(problem);
  });
  renderPart(fake, <ActivityPage />);
  expect((await screen.findByRole('alert')).textContent).toContain('The ledger cannot be read.');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});
