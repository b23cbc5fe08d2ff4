import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { Refusal } from '../../support/fake-workstation';
import { openGroup, type OpenEditor } from './editor-steps';

afterEach(cleanup);

async function openForm(): Promise<OpenEditor & { form: HTMLElement }> {
  const opened = await openGroup();
  await userEvent.keyboard('{Control>}e{/Control}');
  const form = await screen.findByRole('region', { name: 'Form of Reception' });
  await within(form).findByRole('list', { name: 'Parameters' });
  return { ...opened, form };
}

test('a value set in the form changes only its line of the text, by an edit of that parameter', async () => {
  const { fake, saved, form } = await openForm();
  await userEvent.type(within(form).getByRole('searchbox'), 'HOST_NAME');
  const field = await within(form).findByRole('textbox', { name: /^Host name/ });
  await userEvent.clear(field);
  await userEvent.type(field, 'front{Enter}');
  await waitFor(() => expect(saved()).toContain('HOST_NAME="front"'));
  expect(saved()).toBe(
    '# Checks\nCFG_RESYNC_FROM_SIP="check-sync"\nHOST_NAME="front"\n\n# Line 1\nDSCP_SIP_1="26"\nMY_OWN="x"\n',
  );
  expect(fake.asked.findLast(({ name }) => name === 'configs.edit')?.input).toMatchObject({
    edits: [{ kind: 'set', name: 'HOST_NAME', value: 'front' }],
    basedOn: 'v1',
  });
  expect(fake.asked.some(({ name }) => name === 'configs.set')).toBe(false);
});

test('resetting a value takes its line away, and undo brings it back', async () => {
  const { saved, form, view } = await openForm();
  await userEvent.type(within(form).getByRole('searchbox'), 'HOST_NAME');
  await userEvent.click(await within(form).findByRole('button', { name: 'Reset HOST_NAME to inherited' }));
  await waitFor(() => expect(saved()).not.toContain('HOST_NAME'));
  expect(within(form).queryByRole('button', { name: 'Reset HOST_NAME to inherited' })).toBeNull();
  within(form)
    .getByRole('textbox', { name: /^Host name/ })
    .focus();
  await userEvent.keyboard('{Control>}z{/Control}');
  await waitFor(() => expect(view.state.doc.toString()).toContain('HOST_NAME="desk"'));
  await waitFor(() => expect(saved()).toContain('HOST_NAME="desk"'), { timeout: 3000 });
});

test('a row says which layer its value comes from, and what the site says where both set it', async () => {
  const { form, saved } = await openForm();
  await userEvent.type(within(form).getByRole('searchbox'), 'CFG_RESYNC_TIME');
  const row = (await within(form).findByRole('textbox', { name: 'Daily download time' })).closest('li');
  if (!row) throw new Error('No row.');
  expect(within(row).getByText('Site')).toBeTruthy();
  await userEvent.clear(within(row).getByRole('textbox'));
  await userEvent.type(within(row).getByRole('textbox'), '02:15{Enter}');
  expect(await within(row).findByText('Group')).toBeTruthy();
  expect(row.textContent).toContain('site says 02:00');
  await waitFor(() => expect(saved()).toContain('CFG_RESYNC_TIME="02:15"'));
});

test('parameters of a line are shown for the line that is chosen', async () => {
  const { form } = await openForm();
  await userEvent.type(within(form).getByRole('searchbox'), 'DSCP_SIP');
  expect(await within(form).findByText('DSCP_SIP', { exact: true })).toBeTruthy();
  expect(within(form).getByRole('textbox', { name: 'DSCP of SIP packets, Line 1' })).toHaveProperty('value', '26');
  await userEvent.click(within(form).getByRole('button', { name: 'Line 2', pressed: false }));
  expect(within(form).getByRole('textbox', { name: 'DSCP of SIP packets, Line 2' })).toHaveProperty('value', '0');
});

test('what the catalogue does not know is listed and edited as text', async () => {
  const { form, saved } = await openForm();
  await userEvent.click(within(form).getByRole('button', { name: /^Not in catalogue/ }));
  const field = await within(form).findByRole('textbox', { name: 'MY_OWN' });
  await userEvent.clear(field);
  await userEvent.type(field, 'y{Enter}');
  await waitFor(() => expect(saved()).toContain('MY_OWN="y"'));
});

test('a value the file cannot hold is refused with the reason, and nothing changes', async () => {
  const { form, saved } = await openForm();
  await userEvent.type(within(form).getByRole('searchbox'), 'HOST_NAME');
  const field = await within(form).findByRole('textbox', { name: /^Host name/ });
  await userEvent.clear(field);
  await userEvent.type(field, 'a"b{Enter}');
  expect((await within(form).findByRole('alert')).textContent).toContain('VALUE_INVALID');
  expect(saved()).toBeUndefined();
});

test('an edit that meets one made elsewhere becomes a conflict, not a loss', async () => {
  const { form, fake } = await openForm();
  fake.answer('configs.edit', () => {
    throw new Refusal({ code: 'CONFIG_CONFLICT', message: 'Changed meanwhile.', remedy: 'Choose.' });
  });
  fake.answer('configs.get', () => ({ text: 'THEIRS="1"', draft: true, version: 'v9', problems: [], savedAt: null }));
  await userEvent.type(within(form).getByRole('searchbox'), 'HOST_NAME');
  await userEvent.click(await within(form).findByRole('button', { name: 'Reset HOST_NAME to inherited' }));
  const note = await within(form).findByRole('alert');
  expect(within(note).getByRole('button', { name: 'Keep mine' })).toBeTruthy();
});
