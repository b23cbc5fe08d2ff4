import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icon';
import { IconButton } from '../components/icon-button';
import { useWindowState, type Toast } from './window-state';

const shownMs = 8000;

export function Toasts(): ReactNode {
  const toasts = useWindowState((state) => state.toasts);
  return (
    <div className="toasts" aria-live="polite">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

/** Goes after 8 s; the time stands still while the pointer or the focus is on it. */
function ToastCard({ toast }: { toast: Toast }): ReactNode {
  const { t } = useTranslation('app');
  const drop = useWindowState((state) => state.dropToast);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => drop(toast.id), shownMs);
    return () => clearTimeout(timer);
  }, [held, drop, toast.id]);
  const icon = { ok: 'inSync', warn: 'warning', bad: 'failed' } as const;
  const color = { ok: 'c-ok', warn: 'c-miss', bad: 'c-fail' } as const;
  return (
    <div
      className="toast"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name={icon[toast.tone]} className={color[toast.tone]} />
      <span className="grow">
        <b>{toast.title}</b>
        {toast.text ? <span className="m2 toast-text">{toast.text}</span> : null}
      </span>
      {toast.action ? (
        <button
          type="button"
          className="link"
          onClick={() => {
            toast.action?.run();
            drop(toast.id);
          }}
        >
          {toast.action.label}
        </button>
      ) : null}
      <IconButton icon="close" small label={t('dismiss')} onClick={() => drop(toast.id)} />
    </div>
  );
}
