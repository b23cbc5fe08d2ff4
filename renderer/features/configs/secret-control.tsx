import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';
import { IconButton } from '../../components/icon-button';

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
  /** Saves what waits, so that the workstation sees what stands here; gives the version it has then. */
  readonly saved: () => Promise<string>;
}

function kindOf(parameter: string): 'line' | 'admin' | 'web' {
  if (parameter.startsWith('ADMIN_')) return 'admin';
  return /_\d+$/u.test(parameter) ? 'line' : 'web';
}

/** A secret is written and never read back, but for 20 s when a person asks for it. */
export function SecretControl(props: SecretControlProps): ReactNode {
  const { scope, parameter, label, here, inherited, locked, model, idle, describedBy, onCommit, saved } = props;
  const { t } = useTranslation('editor');
  const toast = useWindowState((window) => window.toast);
  const reveal = useCallMutation('secrets.reveal');
  const generate = useCallMutation('secrets.generate');
  const move = useCallMutation('secrets.moveToVault');
  // Both belong to the value that stood here when they came.
  const [edit, setEdit] = useState<{ text: string; of: string | null } | null>(null);
  const typed = edit && edit.of === here ? edit.text : null;
  const setTyped = (text: string | null): void => setEdit(text === null ? null : { text, of: here });
  const [revealed, setPlain] = useState<{ value: string; until: number; of: string | null } | null>(null);
  const plain = revealed && revealed.of === here ? revealed : null;
  useEffect(() => {
    if (!revealed) return undefined;
    const timer = setTimeout(() => setPlain(null), Math.max(0, revealed.until - Date.now()));
    return () => clearTimeout(timer);
  }, [revealed]);

  const inVault = here !== null && /^\$\{secret\.[\w.]+\}$/u.test(here);
  const trouble = (error: { problem: { message: string; remedy: string } }): void =>
    toast({ tone: 'bad', title: error.problem.message, text: error.problem.remedy });
  const show = async (): Promise<void> => {
    await saved();
    reveal.mutate(
      { scope, parameter },
      { onSuccess: ({ value, showMs }) => setPlain({ value, until: Date.now() + showMs, of: here }), onError: trouble },
    );
  };
  const toVault = async (): Promise<void> => {
    const basedOn = await saved();
    move.mutate(
      { scope, parameter, basedOn },
      { onSuccess: ({ name }) => toast({ tone: 'ok', title: t('secret.vaulted', { name }) }), onError: trouble },
    );
  };
  const makeUp = (): void =>
    generate.mutate(
      { kind: kindOf(parameter), ...(model === undefined ? {} : { model }) },
      { onSuccess: ({ value }) => onCommit(value), onError: trouble },
    );
  const commit = (): void => {
    if (typed !== null && typed !== '' && typed !== here) onCommit(typed);
    else setTyped(null);
  };
  const hidden = here ? (inVault ? here : '••••••') : '';
  return (
    <span className={`in fv secret ${idle ? 'idle' : ''}`}>
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        className="mono"
        aria-label={label}
        aria-describedby={describedBy}
        readOnly={locked}
        data-control
        value={typed ?? plain?.value ?? hidden}
        placeholder={here === null && inherited ? '••••••' : t('form.notSet')}
        onFocus={() => {
          if (!locked && !inVault && typed === null && !plain) setTyped('');
        }}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      <span className="fv-buttons">
        {here && !inVault ? (
          <>
            <IconButton
              icon={plain ? 'close' : 'key'}
              small
              label={plain ? t('secret.hide') : t('secret.reveal')}
              onClick={() => (plain ? setPlain(null) : void show())}
            />
            <IconButton icon="lock" small label={t('secret.vault')} disabled={locked} onClick={() => void toVault()} />
          </>
        ) : null}
        {parameter.includes('_PASS') ? (
          <IconButton icon="wand" small label={t('secret.generate')} disabled={locked} onClick={makeUp} />
        ) : null}
      </span>
    </span>
  );
}
