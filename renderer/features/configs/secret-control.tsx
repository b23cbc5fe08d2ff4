import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';
import { IconButton } from '../../components/icon-button';
import { useReveal } from '../secrets/use-reveal';

interface SecretControlProps {
  readonly scope: string;
  readonly parameter: string;
  readonly label: string;
  /** As it stands in this file; null where it is not set here. */
  readonly here: string | null;
  /** Another layer sets it. */
  readonly inherited: boolean;
  readonly locked: boolean;
  readonly model: string | undefined;
  readonly idle: boolean;
  readonly describedBy: string;
  readonly onCommit: (value: string) => void;
  readonly onVault: (parameter: string) => void;
  /** Saves what waits, so that the workstation sees what stands here. */
  readonly saved: () => Promise<void>;
}

function kindOf(parameter: string): 'line' | 'admin' | 'web' {
  if (parameter.startsWith('ADMIN_')) return 'admin';
  return /_\d+$/u.test(parameter) ? 'line' : 'web';
}

/** A secret is written and never read back, but for 20 s when a person asks for it. */
export function SecretControl(props: SecretControlProps): ReactNode {
  const { scope, parameter, label, here, inherited, locked, model, idle, describedBy, onCommit, onVault, saved } =
    props;
  const { t } = useTranslation(['editor', 'secrets']);
  const toast = useWindowState((window) => window.toast);
  const generate = useCallMutation('secrets.generate');
  const seen = useReveal();
  // What is typed counts as long as the value it was typed over is still there.
  const [edit, setEdit] = useState<{ text: string; of: string | null } | null>(null);
  const typed = edit && edit.of === here ? edit.text : null;
  const setTyped = (text: string | null): void => setEdit(text === null ? null : { text, of: here });
  const { problem } = seen;
  useEffect(() => {
    if (problem) toast({ tone: 'bad', title: problem.message, text: problem.remedy });
  }, [problem, toast]);

  const inVault = here !== null && /^\$\{secret\.[\w.]+\}$/u.test(here);
  const toggle = async (): Promise<void> => {
    if (seen.value !== null) return seen.hide();
    await saved();
    seen.reveal({ scope, parameter });
  };
  const makeUp = (): void =>
    generate.mutate(
      { kind: kindOf(parameter), ...(model === undefined ? {} : { model }) },
      {
        onSuccess: ({ value }) => onCommit(value),
        onError: (error) => toast({ tone: 'bad', title: error.problem.message, text: error.problem.remedy }),
      },
    );
  const commit = (): void => {
    if (typed !== null && typed !== '' && typed !== here) onCommit(typed);
    else setTyped(null);
  };
  const hidden = here ? (inVault ? here : '••••••') : '';
  const what = { what: parameter };
  return (
    <span className={`in fv secret-value ${idle ? 'idle' : ''}`}>
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        className="mono"
        aria-label={label}
        aria-describedby={describedBy}
        readOnly={locked}
        data-control
        value={typed ?? seen.value ?? hidden}
        placeholder={here === null && inherited ? '••••••' : t('editor:form.notSet')}
        onFocus={() => {
          if (!locked && !inVault && typed === null && seen.value === null) setTyped('');
        }}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      <span className="fv-buttons">
        {here ? (
          <IconButton
            icon="eye"
            small
            on={seen.value !== null}
            disabled={seen.pending}
            label={seen.value === null ? t('secrets:reveal', what) : t('secrets:hide', what)}
            onClick={() => void toggle()}
          />
        ) : null}
        {here && !inVault ? (
          <IconButton
            icon="lock"
            small
            label={t('editor:secret.vault', what)}
            disabled={locked}
            onClick={() => onVault(parameter)}
          />
        ) : null}
        {parameter.includes('_PASS') ? (
          <IconButton
            icon="wand"
            small
            label={t('secrets:generate', what)}
            disabled={locked || generate.isPending}
            onClick={makeUp}
          />
        ) : null}
      </span>
    </span>
  );
}
