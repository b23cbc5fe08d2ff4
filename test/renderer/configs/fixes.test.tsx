import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { undo } from '@codemirror/commands';
import { Text } from '@codemirror/state';
import { afterEach, expect, test } from 'vitest';
import { changesOfFix, placeInText } from '../../../renderer/features/configs/text-places';
import { goTo, openGroup } from './editor-steps';

afterEach(cleanup);

test('how serious a problem is can be changed from its line in the list, and one turned off is gone', async () => {
  let severity: 'hint' | 'off' = 'hint';
  const { fake, view } = await openGroup((_config, fake) => {
    const row = (code: string, usual: 'error' | 'hint') => ({ code, usual, own: false, fixed: false, mayBeOff: true });
    const set = () => ({ ...row('PARAMETER_UNKNOWN', 'hint'), severity, own: severity !== 'hint' });
    fake.answer('configs.severities', () => ({
      severities: [set(), { ...row('FILE_BOM', 'error'), severity: 'error', mayBeOff: false }],
    }));
    fake.answer('configs.setSeverity', () => {
      severity = 'off';
      queueMicrotask(() => fake.changed('configs'));
      return set();
    });
  });
  const list = screen.getByRole('region', { name: 'Problems of this file' });
  const rows = within(list).getAllByRole('listitem');
  const unknown = rows.find((row) => row.textContent.includes('MY_OWN'));
  if (!unknown) throw new Error('The unknown name is not listed.');
  await userEvent.click(within(unknown).getByRole('button', { name: 'Change how serious this is…' }));
  const dialog = await screen.findByRole('dialog', { name: 'How serious problems are' });
  const choice = await within(dialog).findByLabelText('Severity of Parameter unknown');
  expect(within(dialog).queryByLabelText('Severity of File bom')).toBeNull();
  await userEvent.selectOptions(choice, 'off');
  expect(fake.asked.findLast(({ name }) => name === 'configs.setSeverity')?.input).toEqual({
    code: 'PARAMETER_UNKNOWN',
    severity: 'off',
  });
  await within(dialog).findByText('1 set here');
  await userEvent.clear(within(dialog).getByLabelText('Find a problem'));
  const bom = within(dialog).getByLabelText('Severity of File bom');
  expect(within(bom).queryByRole('option', { name: 'Off, not shown' })).toBeNull();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Done' }));
  // Between a key and the workstation's answer the window checks by itself, and must not show it either.
  view.dispatch({ changes: { from: view.state.doc.length, insert: '\nOTHER_OWN="1"' }, userEvent: 'input.type' });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(list.textContent).not.toContain('OTHER_OWN');
});

const broken = 'HOST_NAME= "d"\nDSCP_SIP_1="26"\n';

test('a problem is mended by its button as one step that undo takes back', async () => {
  const { view, saved } = await openGroup((config) => void config.drafts.set('group:Reception', broken));
  const list = await screen.findByRole('region', { name: 'Problems of this file' });
  await userEvent.click(await within(list).findByRole('button', { name: 'Remove the blanks' }));
  expect(view.state.doc.line(1).text).toBe('HOST_NAME="d"');
  await waitFor(() => expect(saved()).toContain('HOST_NAME="d"'), { timeout: 3000 });
  undo(view);
  expect(view.state.doc.toString()).toBe(broken);
});

test('Ctrl and dot mends the line the cursor is on', async () => {
  const { view } = await openGroup((config) => void config.drafts.set('group:Reception', broken));
  const list = await screen.findByRole('region', { name: 'Problems of this file' });
  await within(list).findByRole('button', { name: 'Remove the blanks' });
  view.focus();
  goTo(view, 'HOST_NAME');
  await userEvent.keyboard('{Control>}.{/Control}');
  await waitFor(() => expect(view.state.doc.line(1).text).toBe('HOST_NAME="d"'));
});

test('a problem that only all layers show is listed with its file and leads there', async () => {
  const { fake } = await openGroup();
  fake.answer('configs.phoneProblems', () => ({
    problems: [
      {
        code: 'TIMING_NO_EFFECT',
        message: 'CFG_CYCLIC_INTVL has no effect.',
        remedy: 'Remove it.',
        severity: 'warning',
        parameter: 'CFG_CYCLIC_INTVL',
        layer: 'site file',
        scope: 'site',
        line: 2,
      },
    ],
    sizeBytes: 1000,
    limitBytes: null,
  }));
  fake.changed('configs');
  await userEvent.click(await screen.findByRole('button', { name: /CFG_CYCLIC_INTVL has no effect.*Site, line 2/ }));
  expect(await screen.findByRole('textbox', { name: 'Text of Site file' })).toBeTruthy();
});

test('places count characters, the text counts units', () => {
  const text = Text.of(['DISPLAY_NAME_1="😀😀" ', 'B="1"']);
  expect(placeInText(text, 1, 19)).toBe(20);
  const fix = { title: 'Remove', edits: [{ line: 1, column: 20, endLine: 1, endColumn: 21, text: '' }] };
  expect(changesOfFix(text, fix)).toEqual([{ from: 21, to: 22, insert: '' }]);
  expect(placeInText(text, 9, 1)).toBe(text.length);
});
