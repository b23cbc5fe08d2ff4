import { useDeferredValue, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button';
import { Icon } from '../../components/icon';
import { useNextTimes } from './next-times';
import { useReading } from './use-reading';

/** A schedule from a sentence: what it means is shown while it is typed; Enter goes on with it. */
export function QuickAdd({ onCreate }: { onCreate: (text: string) => void }): ReactNode {
  const { t } = useTranslation('schedules');
  const [text, setText] = useState('');
  const reading = useReading(useDeferredValue(text));
  const nextTimes = useNextTimes();
  const { data, problem } = reading;
  const create = (): void => {
    if (!data) return;
    onCreate(text.trim());
    setText('');
  };
  return (
    <form
      className="quick-add"
      onSubmit={(event) => {
        event.preventDefault();
        create();
      }}
    >
      <Icon name="plus" size={14} className="m3" />
      <input
        className={problem ? 'in err' : 'in'}
        aria-label={t('quick.label')}
        aria-invalid={problem ? true : undefined}
        placeholder={t('quick.hint')}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <output className="row g8 grow sm">
        {data ? (
          <>
            <Icon name="arrowRight" size={14} className="m3" />
            {/* One moment has a cron expression too, but is none. */}
            <span className={data.at ? 'm2 nw' : 'mono nw'}>{data.at ? t('list.once') : data.cron}</span>
            <span className="m3 el" title={data.words}>
              {t('quick.next', { times: nextTimes(data.next) })}
            </span>
          </>
        ) : problem ? (
          <span className="c-fail el" title={`${problem.message} ${problem.remedy}`}>
            {problem.message} {problem.remedy}
          </span>
        ) : null}
      </output>
      <Button size="sm" type="submit" disabled={!data}>
        {t('quick.create')}
      </Button>
    </form>
  );
}
