import type { ReactNode } from 'react';
import type { Extension } from '@codemirror/state';
import { styleNonce } from '../../client/style-nonce';
import { TextEditor } from './text-editor';

interface ReadOnlyTextProps {
  /** Named for screen readers. */
  readonly label: string;
  readonly content: { readonly text: string };
  readonly extensions?: () => Extension;
}

const nothing = (): void => undefined;

/** A text in the looks of the editor, to read, to search and to copy from. */
export function ReadOnlyText(props: ReadOnlyTextProps): ReactNode {
  return (
    <TextEditor
      {...props}
      readOnly
      nonce={styleNonce()}
      checked={null}
      published={null}
      onChange={nothing}
      onSave={nothing}
      onPublish={nothing}
      onCursor={nothing}
      onInspector={nothing}
      onChanges={nothing}
    />
  );
}
