import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneView } from '../../../electron/contract/phones';
import { IconButton } from '../../components/icon-button';
import { TextField } from '../../components/field';
import { SecretField } from '../secrets/secret-field';

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
  /** The phone that has this line already, and so may have a password for it. */
  kept?: string | undefined;
  /** For passwords that its series takes. */
  model: string;
  /** Shows the line's number and a way to remove it. */
  onRemove?: (() => void) | undefined;
}

export function LineFields({ value, onChange, kept, model, onRemove }: LineFieldsProps): ReactNode {
  const { t } = useTranslation(['phones', 'secrets']);
  const set = (part: Partial<LineDraft>): void => onChange({ ...value, ...part });
  return (
    <fieldset className="line-fields">
      <legend className="unseen">{t('phones:form.line', { line: value.line })}</legend>
      {onRemove ? (
        <div className="row line-title">
          <span className="lab grow" aria-hidden="true">
            {t('phones:form.line', { line: value.line })}
          </span>
          <IconButton icon="close" small label={t('phones:form.removeLine', { line: value.line })} onClick={onRemove} />
        </div>
      ) : null}
      <div className="fields">
        <TextField
          label={t('phones:form.extension')}
          value={value.extension}
          onChange={(event) => set({ extension: event.target.value })}
        />
        <TextField
          label={t('phones:form.displayName')}
          value={value.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        <TextField
          label={t('phones:form.authId')}
          hint={t('phones:form.authIdHint')}
          value={value.authId}
          onChange={(event) => set({ authId: event.target.value })}
        />
        <SecretField
          label={t('phones:form.password')}
          what={t('secrets:linePassword', { line: value.line })}
          hint={kept === undefined ? undefined : t('phones:form.passwordKept')}
          value={value.password}
          onChange={(password) => set({ password })}
          place={kept === undefined ? null : { mac: kept, line: value.line }}
          generate={model === '' ? { kind: 'line' } : { kind: 'line', model }}
        />
      </div>
    </fieldset>
  );
}
