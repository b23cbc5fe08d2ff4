import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { undo } from '@codemirror/commands';
import { Text } from '@codemirror/state';
import { afterEach, expect, test } from 'vitest';
import { changesOfFix, placeInText } from '../../../renderer/features/configs/text-places';
import { goTo, openGroup } from './editor-steps';

afterEach(cleanup);

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
