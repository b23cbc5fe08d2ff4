/** One way to tell phones where to ask: a DHCP server's settings, or the way through a phone's own menus. */
export interface HandOutWay {
  readonly id: string;
  readonly title: string;
  /** To be copied as it is; null where there is nothing to copy. */
  readonly text: string | null;
  readonly steps: readonly string[];
  /** What is not certain, or must be known before. */
  readonly note: string | null;
}

/** What is to be typed into a phone: its own address. Null for all phones, where only the way is told. */
export interface HandOutPhone {
  readonly model: string;
  readonly series: string;
  readonly ownAddress: string;
}
