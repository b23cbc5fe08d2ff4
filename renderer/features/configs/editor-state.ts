// How the editor was left, kept while the window lives, so that going from layer to layer does not change what is in view.
import { create } from 'zustand';

interface EditorState {
  mode: 'text' | 'form';
  inspectorShown: boolean;
  /** The phone a file is seen from, by scope, where a person chose one. */
  example: Readonly<Record<string, string>>;
  /** Left-overs a person decided to leave: `scope NAME`. */
  left: readonly string[];
  set: (part: Partial<Omit<EditorState, 'set' | 'see' | 'leave'>>) => void;
  see: (scope: string, mac: string) => void;
  leave: (what: string) => void;
}

export const useEditorState = create<EditorState>((set) => ({
  mode: 'text',
  inspectorShown: window.innerWidth >= 1200,
  example: {},
  left: [],
  set: (part) => set(part),
  see: (scope, mac) => set((state) => ({ example: { ...state.example, [scope]: mac } })),
  leave: (what) => set((state) => ({ left: [...state.left, what] })),
}));
