// What the dialog holds while a shared value is typed, and what it asks the workstation for.
import type { CallInput } from '../../../electron/contract/contract';

export type BulkSet = CallInput<'configs.bulk'>['set'];
export type BulkSelection = CallInput<'configs.bulk'>['phones'];

export const kinds = ['parameter', 'fact', 'line', 'variable'] as const;
export const phoneFacts = ['name', 'group', 'checkTime'] as const;
export const lineFacts = ['extension', 'name', 'authId', 'password', 'server'] as const;

export interface BulkEdit {
  readonly kind: (typeof kinds)[number];
  /** Of a parameter or a variable. */
  readonly name: string;
  readonly fact: (typeof phoneFacts)[number];
  readonly lineFact: (typeof lineFacts)[number];
  readonly line: number;
  readonly value: string;
  /** A parameter is taken out of the phones' files. */
  readonly takeAway: boolean;
}

export const emptyEdit: BulkEdit = {
  kind: 'parameter',
  name: '',
  fact: 'group',
  lineFact: 'server',
  line: 1,
  value: '',
  takeAway: false,
};

/** Null while something is missing. */
export function bulkSet({ kind, name, fact, lineFact, line, value, takeAway }: BulkEdit): BulkSet | null {
  switch (kind) {
    case 'parameter':
      return name.trim() === '' ? null : { parameter: name.trim(), value: takeAway ? null : value };
    case 'fact':
      return { fact, value: value.trim() };
    case 'line':
      return { fact: lineFact, line, value };
    case 'variable':
      return name.trim() === '' ? null : { variable: name.trim(), value };
  }
}
