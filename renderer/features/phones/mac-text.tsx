import type { ReactNode } from 'react';

/** In lists: twelve digits, the maker's half dimmed. */
export function MacText({ mac }: { mac: string }): ReactNode {
  return (
    <span className="mono">
      <span className="oui">{mac.slice(0, 6)}</span>
      {mac.slice(6)}
    </span>
  );
}

/** In details and copies: `00:80:F0:A1:B2:C3`. */
export function macWithColons(mac: string): string {
  return mac.match(/../g)?.join(':') ?? mac;
}
