// One side of a comparison as an address names it: `file=group:Reception@r41`, `phone=0080F0A1B2C3@draft`, `all@published`.
import type { CallInput } from '../../../electron/contract/contract';

export interface Side {
  /** A config file by scope, a phone's served files by MAC, or every file of the site. */
  readonly what: 'all' | 'file' | 'phone';
  readonly name: string;
  readonly state: 'draft' | 'published' | number;
}

export function writeSide({ what, name, state }: Side): string {
  const subject = what === 'all' ? 'all' : `${what}=${name}`;
  return `${subject}@${typeof state === 'number' ? `r${state}` : state}`;
}

/** Null for what is none. A group's name may hold any sign, so the state is read from the end. */
export function readSide(text: string): Side | null {
  const [, subject, state] = /^(.*)@(draft|published|r\d+)$/su.exec(text) ?? [];
  if (subject === undefined || state === undefined) return null;
  const at = state.startsWith('r') ? Number(state.slice(1)) : (state as 'draft' | 'published');
  if (at === 0) return null;
  if (subject === 'all') return { what: 'all', name: '', state: at };
  const [, what, name] = /^(file|phone)=(.+)$/su.exec(subject) ?? [];
  return name === undefined ? null : { what: what as 'file' | 'phone', name, state: at };
}

export function askedSide({ what, name, state }: Side): CallInput<'configs.compare'>['left'] {
  return {
    ...(what === 'file' ? { scope: name } : what === 'phone' ? { mac: name } : {}),
    ...(typeof state === 'number' ? { revision: state } : { source: state }),
  };
}
