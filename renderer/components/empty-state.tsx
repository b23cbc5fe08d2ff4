import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

/** One line of why it is empty, one main action, at most two others. */
export function EmptyState(props: {
  icon?: IconName;
  title: string;
  text?: ReactNode;
  actions?: ReactNode;
}): ReactNode {
  const { icon, title, text, actions } = props;
  return (
    <div className="mid">
      {icon ? (
        <span className="gl">
          <Icon name={icon} size={24} />
        </span>
      ) : null}
      <h2 className={icon ? 't3' : 't4'}>{title}</h2>
      {text ? <p>{text}</p> : null}
      {actions ? <div className="row mid-actions">{actions}</div> : null}
    </div>
  );
}
