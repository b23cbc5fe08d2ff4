import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSiteClock } from '../../client/site-clock';
import { formatFull, formatNear } from '../../strings/format-time';
import type { Inspection } from './inspector';
import { ScopeWords } from './scope-words';

/** What earlier revisions said, newest first. */
export function PastValues({ past }: { past: Inspection['past'] }): ReactNode {
  const { t } = useTranslation('editor');
  const { now, timeZone } = useSiteClock();
  if (past.length === 0) return null;
  return (
    <section>
      <h4 className="sec-h">{t('inspector.past')}</h4>
      <dl className="inspector-kv">
        {past.slice(0, 8).map(({ revision, at, author, scope, value }) => (
          <PastRow
            key={`${revision} ${scope}`}
            revision={revision}
            when={formatNear(at, now, timeZone)}
            full={formatFull(at, timeZone)}
          >
            {value === null ? t('inspector.takenAway') : <span className="mono">&quot;{value}&quot;</span>}{' '}
            <span className="m3">
              <ScopeWords scope={scope} />
              {author === '' ? null : `, ${author}`}
            </span>
          </PastRow>
        ))}
      </dl>
    </section>
  );
}

function PastRow(props: { revision: number; when: string; full: string; children: ReactNode }): ReactNode {
  return (
    <>
      <dt title={props.full}>
        r{props.revision}, {props.when}
      </dt>
      <dd>{props.children}</dd>
    </>
  );
}
