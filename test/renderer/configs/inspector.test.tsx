import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { goTo, openGroup } from './editor-steps';

afterEach(cleanup);

const inspector = (): Promise<HTMLElement> => screen.findByRole('complementary', { name: 'Effective value' });

test('the parameter at the cursor is shown with its layers, strongest first, and what the phone has', async () => {
  const { view } = await openGroup((config) => {
    config.held = { HOST_NAME: 'old' };
  });
  goTo(view, 'HOST_NAME');
  const panel = await inspector();
  await within(panel).findByRole('heading', { name: 'HOST_NAME' });
  const [stack] = await within(panel).findAllByRole('list');
  expect(stack?.textContent).toMatch(/^Phonenot set.*Group"desk" you are herewins.*Modelnot set.*Sitenot set.*Default/);
  expect(within(panel).getByText('"old"')).toBeTruthy();
});

test('it tells who is hit when a value is set here, and moves one to a weaker file', async () => {
  const { view, config, saved } = await openGroup();
  goTo(view, 'HOST_NAME');
  const panel = await inspector();
  expect(await within(panel).findByText(/Reception decides it for \d+ phones/)).toBeTruthy();
  await userEvent.click(within(panel).getByRole('button', { name: 'Move to model' }));
  await waitFor(() => expect(saved()).not.toContain('HOST_NAME'));
  expect(config.drafts.get('model:KX-UT670')).toContain('HOST_NAME="desk"');
});

test('a value given back stays in view with what wins now, until the cursor is put elsewhere', async () => {
  const { view, saved } = await openGroup((config) => {
    config.drafts.set('site', 'HOST_NAME="site"\n');
  });
  goTo(view, 'HOST_NAME');
  const panel = await inspector();
  await userEvent.click(await within(panel).findByRole('button', { name: 'Use site value' }));
  await waitFor(() => expect(saved()).not.toContain('HOST_NAME'));
  await waitFor(() => expect(within(panel).getByText('from Site')).toBeTruthy());
  // Longer than the cursor is told and the name settles.
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(within(panel).getByRole('heading', { name: 'HOST_NAME' })).toBeTruthy();
  expect(within(panel).getByText('site')).toBeTruthy();
  goTo(view, 'DSCP_SIP_1');
  expect(await within(panel).findByRole('heading', { name: 'DSCP_SIP_1' })).toBeTruthy();
});

test('it says when the phone checks next, in the site’s time, or that it does not by itself', async () => {
  const group = { words: 'daily at 02:00', phones: 1, minutes: 120, macs: [] };
  const { view, fake } = await openGroup((_config, fake) => {
    for (const phone of fake.phones) phone.nextCheckAt = null;
    fake.answer('configs.reach', () => ({ phones: 1, groups: [{ ...group, how: 'daily' as const }] }));
  });
  goTo(view, 'HOST_NAME');
  const panel = await inspector();
  const next = (): string | null | undefined => within(panel).getByText('Next check').nextElementSibling?.textContent;
  await within(panel).findByText('Next check');
  expect(next()).toBe('tonight 02:00 · in 16 h');
  fake.answer('configs.reach', () => ({
    phones: 1,
    groups: [{ ...group, how: 'only-resync' as const, words: 'only when resynced', minutes: null }],
  }));
  fake.changed('phones');
  await waitFor(() => expect(next()).toBe('not by itself'));
});

test('another phone of the group can be looked at, and the panel put away', async () => {
  const { view, fake } = await openGroup();
  goTo(view, 'HOST_NAME');
  const panel = await inspector();
  await userEvent.selectOptions(within(panel).getByRole('combobox', { name: 'Seen from' }), 'Reception 2');
  await waitFor(() =>
    expect(fake.asked.findLast(({ name }) => name === 'configs.inspect')?.input).toMatchObject({ mac: '0080F0A1B2D8' }),
  );
  await userEvent.keyboard('{Control>}i{/Control}');
  expect(screen.queryByRole('complementary', { name: 'Effective value' })).toBeNull();
});
