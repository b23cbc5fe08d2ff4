/** A span in which this laptop was serving. Open spans end at their last heartbeat, should the program die. */
export interface PresenceSpan {
  readonly from: number;
  /** Last heartbeat, or the end. */
  readonly to: number;
  readonly endedBy: 'stop' | 'suspend' | 'listener-down' | 'address-gone' | 'crash' | null;
}

export interface PresenceStore {
  /** Opens a span; one left open by a crash is closed at its last heartbeat. */
  open(at: number): void;
  heartbeat(at: number): void;
  close(at: number, endedBy: Exclude<PresenceSpan['endedBy'], 'crash' | null>): void;
  /** Oldest first. */
  spans(sinceAt: number): PresenceSpan[];
}
