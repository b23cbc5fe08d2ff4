/** A short commented file to begin with. */
export interface ConfigSample {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Kinds of scope it suits. */
  readonly for: readonly ('site' | 'model' | 'group' | 'phone')[];
  readonly text: string;
}

/** From its text, whose first comment says `# Title: what it is.` */
export function configSample(id: string, suits: ConfigSample['for'], text: string): ConfigSample {
  const [, title = id, description = ''] = /^#\s*([^:\r\n]+):\s*(.*)/.exec(text) ?? [];
  return { id, title, description, for: suits, text };
}
