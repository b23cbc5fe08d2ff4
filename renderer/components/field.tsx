import { useId, type ComponentProps, type ReactNode } from 'react';

interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** What is wrong and what helps; marks the field. */
  error?: string | null | undefined;
}

function FieldFrame(props: FieldProps & { id: string; children: ReactNode }): ReactNode {
  const { label, hint, error, id, children } = props;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {error ? (
        <span className="field-error" id={`${id}-note`} role="alert">
          {error}
        </span>
      ) : hint ? (
        <span className="field-hint" id={`${id}-note`}>
          {hint}
        </span>
      ) : null}
    </div>
  );
}

/** A labelled text field. */
export function TextField({
  label,
  hint,
  error,
  className = '',
  ...rest
}: FieldProps & ComponentProps<'input'>): ReactNode {
  const id = useId();
  return (
    <FieldFrame label={label} hint={hint} error={error} id={id}>
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        {...rest}
        id={id}
        className={`in ${error ? 'err' : ''} ${className}`}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-note` : undefined}
      />
    </FieldFrame>
  );
}

/** A labelled choice among few. */
export function ChoiceField({
  label,
  hint,
  error,
  children,
  ...rest
}: FieldProps & ComponentProps<'select'>): ReactNode {
  const id = useId();
  return (
    <FieldFrame label={label} hint={hint} error={error} id={id}>
      <select {...rest} id={id} className="in" aria-describedby={error || hint ? `${id}-note` : undefined}>
        {children}
      </select>
    </FieldFrame>
  );
}

/** A labelled text field that offers known values and takes any other. */
export function SuggestField(
  props: FieldProps & ComponentProps<'input'> & { suggestions: readonly string[] },
): ReactNode {
  const { suggestions, ...rest } = props;
  const list = useId();
  return (
    <>
      <TextField {...rest} list={list} />
      <datalist id={list}>
        {suggestions.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </datalist>
    </>
  );
}
