import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const widths = [62, 54, 70, 58, 66, 50];

/** Nothing for 150 ms, then grey rows of the final height. */
export function SkeletonRows({
  rows = 12,
  columns = [62, 140, 28, 48],
}: {
  rows?: number;
  columns?: readonly number[];
}): ReactNode {
  const { t } = useTranslation('app');
  const shown = useAfter(150);
  if (!shown) return <div className="grow" aria-busy="true" />;
  return (
    <output className="grow skel-rows" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <div className="skel-row" key={row}>
          {columns.map((width, column) => (
            <i
              className="skel"
              key={column}
              style={{ width: Math.round((width * (widths[(row + column) % 6] ?? 60)) / 62) }}
            />
          ))}
        </div>
      ))}
    </output>
  );
}

/** True once `delayMs` have passed since the component came up. */
export function useAfter(delayMs: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), delayMs);
    return () => clearTimeout(timer);
  }, [delayMs]);
  return passed;
}
