// Steps of the editor's tests: the group's file of a site with a few layers, and the text in its editor.
import { screen } from '@testing-library/react';
import { EditorView } from '@codemirror/view';
import { useEditorState } from '../../../renderer/features/configs/editor-state';
import { fakeConfigFiles, type FakeConfigFiles } from '../../support/fake-config-files';
import { fakeWorkstation, type FakeWorkstation } from '../../support/fake-workstation';
import { renderApp } from '../../support/render-app';

const files = {
  site: 'CFG_RESYNC_TIME="02:00"\nCFG_CYCLIC_INTVL="720"\n',
  'group:Reception':
    '# Checks\nCFG_RESYNC_FROM_SIP="check-sync"\nHOST_NAME="desk"\n\n# Line 1\nDSCP_SIP_1="26"\nMY_OWN="x"\n',
};

export interface OpenEditor {
  readonly fake: FakeWorkstation;
  readonly config: FakeConfigFiles;
  readonly view: EditorView;
  /** The text, as the workstation has it. */
  readonly saved: () => string | undefined;
}

export async function openGroup(
  prepare?: (config: FakeConfigFiles, fake: FakeWorkstation) => void,
): Promise<OpenEditor> {
  useEditorState.setState({ ...useEditorState.getInitialState(), inspectorShown: true });
  const fake = fakeWorkstation();
  const config = fakeConfigFiles(fake, files);
  prepare?.(config, fake);
  renderApp(fake, '/files/group%3AReception');
  const text = await screen.findByRole('textbox', { name: 'Text of Reception' }, { timeout: 10_000 });
  const view = EditorView.findFromDOM(text);
  if (!view) throw new Error('No editor there.');
  return { fake, config, view, saved: () => config.drafts.get('group:Reception') };
}

/** Puts the cursor on the line that sets a parameter. */
export function goTo(view: EditorView, name: string): void {
  view.dispatch({ selection: { anchor: view.state.doc.toString().indexOf(`${name}=`) } });
}
