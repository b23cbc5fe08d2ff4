// One request that has been decided, until its answer has left.
import type { Clock } from '../../core/shared/clock';
import type { Answer } from '../../services/provisioning/answer';
import type { Connection } from './connection';

export class Exchange {
  /** What was sent, where that is not what was decided. */
  sent: { readonly status: number; readonly bytes: number } | null = null;

  constructor(
    private readonly connection: Connection,
    readonly method: string,
    readonly header: (name: string) => string | null,
    /** Null after a fault of ours: nothing is known of it but that it is refused. */
    readonly answer: Answer | null,
    private readonly beganMs: number,
    private readonly clock: Clock,
    private readonly onFault: (error: unknown) => void,
  ) {
    connection.begin(this);
  }

  /** The answer is on its way to the peer, as far as we can know. */
  left(): void {
    this.connection.settle(this, true);
  }

  /** Sends a whole answer past node:http, in Latin-1; `left` is called when it has gone and the connection lives on. */
  write(answer: string, isLast: boolean, left: () => void): void {
    const { socket } = this.connection;
    socket.write(answer, 'latin1', (error) => {
      if (error) return;
      this.left();
      if (!isLast) left();
    });
    if (isLast) socket.destroySoon();
  }

  /** Calls back when this refusal may leave. */
  refuse(send: () => void): void {
    this.connection.refuse(send);
  }

  /** Sends the last bytes of the connection. */
  finish(message: Uint8Array): void {
    this.connection.finish(message, this);
  }

  /** The rest of the answer cannot be had: only the end of the connection can say so. */
  breakOff(error: unknown): void {
    this.onFault(error);
    this.connection.socket.destroy();
  }

  settle(completed: boolean): void {
    const durationMs = this.clock.monotonicMs() - this.beganMs;
    try {
      if (this.sent === null) this.answer?.settle({ completed, durationMs });
      else this.answer?.settle({ completed, durationMs, ...this.sent });
    } catch (error) {
      this.onFault(error);
    }
  }
}
