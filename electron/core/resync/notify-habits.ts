/** What phones of a family expect of a NOTIFY beside its event text (panasonic.md §3.2: every vendor has its own). */
export interface NotifyHabits {
  /** RFC 6665 §4.1.3 wants it; some vendors' own examples have none. */
  readonly subscriptionState: boolean;
  /** Parameters behind the event text that the phones are known to understand: `reboot=true`. */
  readonly eventParameters: readonly string[];
}
