import { useId, type ComponentProps, type ReactNode } from 'react';

/** A tick box with its words. */
export function CheckField({
  label,
  hint,
  ...rest
}: ComponentProps<'input'> & { label: string; hint?: ReactNode }): ReactNode {
  const id = useId();
  return (
    <div className="check-field">
      <input type="checkbox" {...rest} id={id} className="cb" />
      <label htmlFor={id}>
        {label}
        {hint ? <span className="m3"> {hint}</span> : null}
      </label>
    </div>
  );
}
