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
