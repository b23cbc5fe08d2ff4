// What only this window knows: nothing here is stored by the workstation.
import { create } from 'zustand';
import type { PhoneState } from '../../electron/core/phones/phone-state';

export interface Toast {
  readonly id: number;
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly title: string;
  readonly text?: string | undefined;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}

/** A folder still to be chosen, or what was dropped. */
export type FolderImport = 'choose' | { readonly dropped: readonly FileSystemEntry[] };

interface WindowState {
  /** Phones shown: one state, one group, or all of them. */
  stateFilter: PhoneState | null;
  groupFilter: string | null;
  textFilter: string;
  /** Only phones that were last told another address than they would be told now. */
  outdatedOnly: boolean;
  navNarrow: boolean;
  panelShown: boolean;
  publishOpen: boolean;
  timingOpen: boolean;
  /** MAC and model a new phone starts with, `{}` for an empty form, null when the dialog is closed. */
  addPhone: { mac?: string; model?: string } | null;
  importOpen: boolean;
  /** A folder of config files to read; null when that dialog is closed. */
  folderImport: FolderImport | null;
  toasts: readonly Toast[];
  /** The newest run this window started for a phone, by MAC: its steps stay in view when it has ended. */
  runOf: Readonly<Record<string, number>>;
  set: (part: Partial<Omit<WindowState, 'set' | 'toast' | 'dropToast' | 'clearFilters' | 'followRun'>>) => void;
  clearFilters: () => void;
  toast: (toast: Omit<Toast, 'id'>) => void;
  dropToast: (id: number) => void;
  followRun: (macs: readonly string[], run: number) => void;
}

let lastToast = 0;

export const useWindowState = create<WindowState>((set) => ({
  stateFilter: null,
  groupFilter: null,
  textFilter: '',
  outdatedOnly: false,
  navNarrow: false,
  panelShown: true,
  publishOpen: false,
  timingOpen: false,
  addPhone: null,
  importOpen: false,
  folderImport: null,
  toasts: [],
  runOf: {},
  set: (part) => set(part),
  clearFilters: () => set({ stateFilter: null, groupFilter: null, textFilter: '', outdatedOnly: false }),
  toast: (toast) => set((state) => ({ toasts: [...state.toasts.slice(-2), { ...toast, id: ++lastToast }] })),
  followRun: (macs, run) =>
    set((state) => ({ runOf: { ...state.runOf, ...Object.fromEntries(macs.map((mac) => [mac, run])) } })),
  dropToast: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
}));
