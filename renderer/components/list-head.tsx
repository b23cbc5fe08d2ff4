import type { ReactNode } from 'react';

/** A column's words; of numbers (set to the right), or of what needs no words on screen, such as buttons. */
type Column = string | { readonly words: string; readonly as: 'number' | 'unseen' };

export function ListHead({ columns }: { columns: readonly Column[] }): ReactNode {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          if (typeof column === 'string')
            return (
              <th key={column} scope="col">
                {column}
              </th>
            );
          const { words, as } = column;
          return (
            <th key={words} scope="col" className={as === 'number' ? 'num' : undefined}>
              {as === 'unseen' ? <span className="unseen">{words}</span> : words}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
