import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogueEntry } from '../../../electron/core/families/family';
import { boundsOf, choicesOf, inHours } from './parameter-words';

interface ControlProps {
  readonly entry: CatalogueEntry | null;
  readonly label: string;
  readonly value: string;
  /** Nobody sets it: `value` is the default, or empty. */
  readonly unset: boolean;
  /** It has no effect at the moment, or is refused; the id of the words that say why. */
  readonly idle: boolean;
  readonly bad: boolean;
  readonly describedBy: string;
  readonly locked: boolean;
  /** A short word at the end of the field, as a time zone. */
  readonly aside?: string | undefined;
  readonly onCommit: (value: string) => void;
}

/** The control that fits the parameter's type. A change counts at once for switches and choices, else on Enter or on leaving. */
export function FormControl(props: ControlProps): ReactNode {
  const { entry } = props;
  if (entry?.type === 'bool' && choicesOf(entry).join('|') === 'Y|N' && /^[YN]?$/u.test(props.value))
    return <Toggle {...props} />;
  const choices = entry ? choicesOf(entry) : [];
  return choices.length > 0 ? <Choice {...props} choices={choices} /> : <TextValue {...props} />;
}

function Toggle({ label, value, unset, idle, describedBy, locked, onCommit }: ControlProps): ReactNode {
  const { t } = useTranslation('editor');
  const on = value === 'Y';
  const word = value === '' ? t('form.notSet') : on ? t('form.on') : t('form.off');
  return (
    <span className={`fv-toggle ${idle ? 'idle' : ''} ${unset ? 'unset' : ''}`}>
      <button
        type="button"
        role="switch"
        className={`tg ${on ? 'on' : ''}`}
        aria-checked={on}
        aria-label={label}
        aria-describedby={describedBy}
        disabled={locked}
        data-control
        onClick={() => onCommit(on ? 'N' : 'Y')}
      />
      <span className="m2">{word}</span>
    </span>
  );
}

function Choice(props: ControlProps & { choices: readonly string[] }): ReactNode {
  const { label, value, unset, idle, bad, describedBy, locked, choices, onCommit } = props;
  const { t } = useTranslation('editor');
  return (
    <select
      className={`in fv ${idle ? 'idle' : ''} ${unset ? 'unset' : ''} ${bad ? 'err' : ''}`}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={bad || undefined}
      disabled={locked}
      data-control
      value={value}
      onChange={(event) => onCommit(event.target.value)}
    >
      {value !== '' && !choices.includes(value) ? <option value={value}>{value}</option> : null}
      {value === '' ? <option value="">{t('form.notSet')}</option> : null}
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {choice}
        </option>
      ))}
    </select>
  );
}

const monoTypes = new Set(['url', 'host', 'uri', 'ip', 'list', 'time']);

function TextValue(props: ControlProps): ReactNode {
  const { entry, label, value, unset, idle, bad, describedBy, locked, aside, onCommit } = props;
  // What is typed counts as long as the value it was typed over is still there.
  const [edit, setEdit] = useState<{ text: string; of: string } | null>(null);
  const typed = edit?.of === value ? edit.text : null;
  const setTyped = (text: string | null): void => setEdit(text === null ? null : { text, of: value });
  const field = useRef<HTMLInputElement>(null);
  const shown = typed ?? value;
  const { min, max } = entry ? boundsOf(entry) : { min: null, max: null };
  const numeric = entry?.type === 'int' || entry?.type === 'port';
  const range = min === null ? (max === null ? '' : `≤ ${max}`) : `${min}–${max ?? ''}`;
  const end = entry?.unit || aside || range;
  const hours = entry ? inHours(shown, entry.unit) : null;

  const commit = (): void => {
    if (typed === null) return;
    if (typed === value) setTyped(null);
    else onCommit(typed);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape' && typed !== null) {
      event.stopPropagation();
      setTyped(null);
    }
    // The field's own undo, as long as something is typed in it.
    if (typed !== null && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') event.stopPropagation();
  };
  return (
    <span
      className={`in fv ${idle ? 'idle' : ''} ${unset ? 'unset' : ''} ${bad ? 'err' : ''}`}
      onPointerDown={(event) => {
        if (event.target === field.current) return;
        event.preventDefault();
        field.current?.focus();
      }}
    >
      <input
        ref={field}
        type="text"
        autoComplete="off"
        spellCheck={false}
        inputMode={numeric ? 'numeric' : undefined}
        className={monoTypes.has(entry?.type ?? 'url') ? 'mono' : ''}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={bad || undefined}
        readOnly={locked}
        data-control
        value={shown}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={press}
      />
      {end ? (
        <span className="u">
          {end}
          {hours ? ` = ${hours}` : null}
        </span>
      ) : null}
    </span>
  );
}
