import type { ReactNode } from 'react';

export type TagTone = 'plain' | 'ok' | 'pend' | 'miss' | 'fail' | 'wait' | 'ac';

export function Tag({ tone = 'plain', children }: { tone?: TagTone; children: ReactNode }): ReactNode {
  return <span className={tone === 'plain' ? 'tag' : `tag ${tone}`}>{children}</span>;
}
