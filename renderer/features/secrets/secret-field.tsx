import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../../electron/contract/contract';
import { useCallMutation } from '../../client/use-call';
import { CopyButton } from '../../components/copy-button';
import { IconButton } from '../../components/icon-button';
import { useReveal, type SecretPlace } from './use-reveal';
import './secrets.css';

interface SecretFieldProps {
  readonly label: string;
  /** `the password of line 1`: what the buttons speak of. */
  readonly what: string;
  readonly hint?: ReactNode;
  /** What was typed; empty leaves the present one alone. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Where the present one can be asked for; null when there is none yet. */
  readonly place: SecretPlace | null;
  readonly generate: CallInput<'secrets.generate'>;
}

/** A password that can be typed, made up, and seen for 20 s; copied only while it is seen. */
export function SecretField(props: SecretFieldProps): ReactNode {
  const { label, what, hint, value, onChange, place, generate } = props;
  const { t } = useTranslation('secrets');
  const id = useId();
  const seen = useReveal();
  const making = useCallMutation('secrets.generate');
  const problem = seen.problem ?? making.error?.problem;
  const canShow = value !== '' || place !== null;
  const shown = seen.value !== null;

  const toggle = (): void => {
    if (shown) seen.hide();
    else if (value !== '') seen.show(value);
    else if (place) seen.reveal(place);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="secret">
        <input
          id={id}
          type={shown ? 'text' : 'password'}
          autoComplete="new-password"
          spellCheck={false}
          className={shown ? 'in mono' : 'in'}
          aria-describedby={`${id}-note`}
          value={shown && value === '' ? (seen.value ?? '') : value}
          onChange={(event) => {
            onChange(event.target.value);
            if (!shown) return;
            if (event.target.value === '') seen.hide();
            else seen.show(event.target.value);
          }}
        />
        <span className="secret-buttons">
          {shown ? <CopyButton text={value || (seen.value ?? '')} label={t('copy', { what })} /> : null}
          {canShow ? (
            <IconButton
              icon="eye"
              small
              on={shown}
              disabled={seen.pending}
              label={shown ? t('hide', { what }) : t('reveal', { what })}
              onClick={toggle}
            />
          ) : null}
          <IconButton
            icon="wand"
            small
            disabled={making.isPending}
            label={t('generate', { what })}
            onClick={() =>
              making.mutate(generate, {
                onSuccess: (made) => {
                  onChange(made.value);
                  seen.show(made.value);
                },
              })
            }
          />
        </span>
      </span>
      <span className={problem ? 'field-error' : 'field-hint'} id={`${id}-note`} role={problem ? 'alert' : undefined}>
        {problem ? `${problem.message} ${problem.remedy}` : shown ? t('left', { seconds: seen.secondsLeft }) : hint}
      </span>
    </div>
  );
}
