import type { ReactNode } from 'react';
import type { Problem } from '../../electron/core/shared/problem';
import { Icon, type IconName } from './icon';
import { IconButton } from './icon-button';

export type NoteTone = 'warn' | 'info' | 'bad' | 'ok' | 'quiet';

const icons: Record<NoteTone, IconName> = { warn: 'warning', info: 'info', bad: 'failed', ok: 'inSync', quiet: 'info' };

export interface NoteProps {
  tone?: NoteTone;
  icon?: IconName;
  children: ReactNode;
  /** Stands at the end of the line: a link or small button. */
  action?: ReactNode;
  onClose?: (() => void) | undefined;
  closeLabel?: string;
  className?: string;
  role?: 'alert' | 'status';
}

export function Note(props: NoteProps): ReactNode {
  const { tone = 'warn', icon = icons[tone], children, action, onClose, closeLabel = '', className = '', role } = props;
  return (
    <div className={`note ${tone === 'warn' ? '' : tone} ${className}`} role={role}>
      <Icon name={icon} />
      <span className="grow note-text">{children}</span>
      {action}
      {onClose ? <IconButton icon="close" small label={closeLabel} onClick={onClose} /> : null}
    </div>
  );
}

/** What happened, then what helps; the code follows, small. */
export function ProblemNote({
  problem,
  action,
}: {
  problem: Pick<Problem, 'message' | 'remedy'> & { code: string };
  action?: ReactNode;
}): ReactNode {
  return (
    <Note tone="bad" role="alert" className="top" action={action}>
      <b>{problem.message}</b>
      <br />
      {problem.remedy} <code className="mono m3">{problem.code}</code>
    </Note>
  );
}
