import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../electron/core/shared/problem';
import { Button } from './button';
import { Dialog } from './dialog';
import { ProblemNote } from './note';

interface ImportFrameProps {
  readonly title: string;
  readonly text: string;
  readonly width: number;
  readonly picker: {
    /** Types of one file; a whole folder where none are given. */
    readonly accept?: string;
    readonly label: string;
    /** On the button once something was chosen. */
    readonly otherLabel: string;
    /** What was chosen, in words. */
    readonly chosen: string | null;
    readonly busy: boolean;
    readonly onChoose: (files: readonly File[]) => void;
  };
  /** Null while there is nothing to take. */
  readonly take: { readonly label: string; readonly busy: boolean; readonly run: () => void } | null;
  readonly problem: Problem | undefined;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Around every import: choose, look at what would become of it, and only then take it. */
export function ImportFrame(props: ImportFrameProps): ReactNode {
  const { title, text, width, picker, take, problem, onClose, children } = props;
  const { accept, label, otherLabel, chosen, busy, onChoose } = picker;
  const { t } = useTranslation('app');
  const field = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      opened
      onClose={onClose}
      width={width}
      title={title}
      text={text}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('cancel')}
          </Button>
          {take ? (
            <Button look="pri" busy={take.busy} onClick={take.run}>
              {take.label}
            </Button>
          ) : null}
        </>
      }
    >
      <input
        ref={(element) => {
          field.current = element;
          // React does not know the attribute that makes a file field choose folders.
          if (accept === undefined) element?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        accept={accept}
        multiple={accept === undefined}
        hidden
        aria-label={label}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          onChoose(files);
        }}
      />
      <div className="row">
        <Button
          icon="folder"
          look={chosen === null ? 'pri' : 'plain'}
          busy={busy}
          data-autofocus
          onClick={() => field.current?.click()}
        >
          {chosen === null ? label : otherLabel}
        </Button>
        {chosen === null ? null : <span className="m2 el">{chosen}</span>}
      </div>
      {children}
      {problem ? <ProblemNote problem={problem} /> : null}
    </Dialog>
  );
}
