import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneView } from '../../../electron/contract/phones';
import { IconButton } from '../../components/icon-button';
import { TextField } from '../../components/field';

/** A line as it is typed; an empty password leaves the present one alone. */
export interface LineDraft {
  readonly line: number;
  readonly extension: string;
  readonly name: string;
  readonly authId: string;
  readonly password: string;
}

export function emptyLine(line: number): LineDraft {
  return { line, extension: '', name: '', authId: '', password: '' };
}

export function lineDrafts(phone: PhoneView): LineDraft[] {
  return phone.lines.map(({ line, extension, name, authId }) => ({ line, extension, name, authId, password: '' }));
}

/** What the contract takes: a password only when one was typed. */
export function lineInput({ password, ...line }: LineDraft): Omit<LineDraft, 'password'> & { password?: string } {
  return password === '' ? line : { ...line, password };
}

export interface LineFieldsProps {
  value: LineDraft;
  onChange: (line: LineDraft) => void;
  /** The phone has a password for this line already. */
  kept: boolean;
  /** Shows the line's number and a way to remove it. */
  onRemove?: (() => void) | undefined;
}

export function LineFields({ value, onChange, kept, onRemove }: LineFieldsProps): ReactNode {
  const { t } = useTranslation('phones');
  const set = (part: Partial<LineDraft>): void => onChange({ ...value, ...part });
  return (
    <fieldset className="line-fields">
      <legend className="unseen">{t('form.line', { line: value.line })}</legend>
      {onRemove ? (
        <div className="row line-title">
          <span className="lab grow" aria-hidden="true">
            {t('form.line', { line: value.line })}
          </span>
          <IconButton icon="close" small label={t('form.removeLine', { line: value.line })} onClick={onRemove} />
        </div>
      ) : null}
      <div className="fields">
        <TextField
          label={t('form.extension')}
          value={value.extension}
          onChange={(event) => set({ extension: event.target.value })}
        />
        <TextField
          label={t('form.displayName')}
          value={value.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        <TextField
          label={t('form.authId')}
          hint={t('form.authIdHint')}
          value={value.authId}
          onChange={(event) => set({ authId: event.target.value })}
        />
        <TextField
          label={t('form.password')}
          type="password"
          autoComplete="new-password"
          hint={kept ? t('form.passwordKept') : undefined}
          value={value.password}
          onChange={(event) => set({ password: event.target.value })}
        />
      </div>
    </fieldset>
  );
}
