// Phones ask here by TFTP: read-only, the same files, rules and refusals as by HTTP (RFC 1350, 2347, 2348, 2349, 7440).
import type { RemoteInfo } from 'node:dgram';
import { refusalMs } from '../../core/provisioning/refusal-time';
import { listenProblem } from '../../core/provisioning/listen-problem';
import type { Clock } from '../../core/shared/clock';
import { fail, ok, type Result } from '../../core/shared/result';
import type { Answer, IncomingRequest } from '../../services/provisioning/answer';
import { type BlockSource, fileStretches, heldBytes } from './block-source';
import { negotiateOptions } from './negotiate-options';
import { errorPacket, type ReadRequest, readTftpPacket, tftpErrors } from './tftp-packet';
import { toNetascii } from './to-netascii';
import { Transfer } from './transfer';
import { TransferBook, type TransferLimits } from './transfer-book';
import { type BoundPort, bindPort } from './udp-port';

export interface ListeningAt {
  readonly address: string;
  readonly port: number;
}

export interface TftpServerOptions {
  /** Must answer at once; an exception becomes the uniform refusal and a call of `onFault`. */
  readonly answer: (request: IncomingRequest) => Answer;
  /** The computer's own: packets are lost in real time, which a lab's clock must neither stop nor hurry. */
  readonly clock: Clock;
  readonly onFault?: (error: unknown) => void;
  readonly limits?: TransferLimits;
}

const usualLimits: TransferLimits = { perPeer: 32, inAll: 512 };
const closeWithinMs = 2_000;
/** A request that comes again this soon after an ACK is a late copy of the one being answered. */
const lateCopyMs = 1_000;

/** Byte for byte the same for every stranger, whatever the reason. */
const notFound = errorPacket(tftpErrors.fileNotFound, 'File not found');
const readOnly = errorPacket(tftpErrors.accessViolation, 'Access violation');
const illegal = errorPacket(tftpErrors.illegalOperation, 'Illegal TFTP operation');
const unknownId = errorPacket(tftpErrors.unknownTransferId, 'Unknown transfer ID');
const octetOnly = errorPacket(tftpErrors.notDefined, 'Ask for it in octet mode');
const unreadable = errorPacket(tftpErrors.notDefined, 'The file cannot be read');
const stopping = errorPacket(tftpErrors.notDefined, 'Server is stopping');

export class TftpServer {
  private listener: BoundPort | null = null;
  private starting = false;
  private readonly transfers: TransferBook;

  constructor(private readonly options: TftpServerOptions) {
    this.transfers = new TransferBook(options.limits ?? usualLimits);
  }

  get listening(): ListeningAt | null {
    return this.listener && { address: this.listener.address, port: this.listener.port };
  }

  /** Listens on an IP literal and port (0: any free one). On 0.0.0.0 the system chooses the address that answers leave from,
   *  which a peer that asked another address of ours does not take. Problems PORT_IN_USE, PORT_REFUSED, ADDRESS_NOT_HERE. */
  async listen(address: string, port: number): Promise<Result<ListeningAt>> {
    if (this.listener || this.starting) throw new Error('already listening: close first');
    this.starting = true;
    try {
      const listener = await bindPort(address, port, (bytes, from) => this.received(bytes, from));
      this.listener = listener;
      return ok({ address: listener.address, port: listener.port });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const { platform } = process;
      return fail(listenProblem(code ?? message, { service: 'TFTP', address, port, platform }));
    } finally {
      this.starting = false;
    }
  }

  /** Takes no more requests, and ends when every transfer has, at most 2 s later: then peers are told. */
  async close(): Promise<void> {
    const { listener } = this;
    if (!listener) return;
    this.listener = null;
    const closed = listener.close();
    // Real time, as all of a socket's time is.
    const timer = setTimeout(() => {
      for (const { abort } of this.transfers.all()) abort();
    }, closeWithinMs);
    await Promise.all([closed, ...this.transfers.all().map((running) => running.closed)]);
    clearTimeout(timer);
  }

  private received(bytes: Uint8Array, from: RemoteInfo): void {
    const { listener } = this;
    if (!listener || from.port === 0) return;
    const packet = readTftpPacket(bytes);
    switch (packet.kind) {
      case 'read':
        this.read(listener, packet, bytes, from);
        break;
      case 'write':
        this.refuse(listener, from, readOnly, { method: 'PUT', target: targetOf(packet.filename) });
        break;
      case 'illegal':
        if (packet.request) this.refuse(listener, from, illegal, { method: '?', target: '' });
        else listener.send([illegal], from);
        break;
      case 'ack':
      case 'not-for-a-server':
        listener.send([unknownId], from);
        break;
      case 'error': // never answered (RFC 1350 §7)
      case 'noise':
        break;
    }
  }

  private read(listener: BoundPort, packet: ReadRequest, bytes: Uint8Array, from: RemoteInfo): void {
    const running = this.transfers.of(from);
    if (running) {
      // The peer asks again because our first packet was lost, or the network brings its request twice; else it begins anew.
      if (Buffer.compare(running.request, bytes) === 0) {
        const { lastHeardMs } = running.transfer;
        if (lastHeardMs === null) running.transfer.resend();
        if (lastHeardMs === null || this.options.clock.monotonicMs() - lastHeardMs < lateCopyMs) return;
      }
      running.transfer.end(false);
    }
    // Silence: the peer asks again by itself, and then there is room.
    if (!this.transfers.makeRoom(from)) return;
    const { answer, settle } = this.decide(from, { method: 'GET', target: targetOf(packet.filename) });
    const body = answer?.status === 200 ? (answer.body ?? new Uint8Array()) : null;
    if (body === null) this.sendRefusal(listener, from, notFound, settle);
    else if (!('read' in body))
      this.begin(
        listener,
        packet,
        bytes,
        from,
        heldBytes(packet.mode === 'netascii' ? toNetascii(body) : body),
        settle,
      );
    // No large file is text, and as text it would come out spoiled.
    else if (packet.mode === 'netascii') listener.send([octetOnly], from, () => settle(false));
    else this.begin(listener, packet, bytes, from, fileStretches(body), settle);
  }

  private refuse(
    listener: BoundPort,
    from: RemoteInfo,
    refusal: Uint8Array,
    asked: Pick<IncomingRequest, 'method' | 'target'>,
  ): void {
    this.sendRefusal(listener, from, refusal, this.decide(from, asked).settle);
  }

  private sendRefusal(
    listener: BoundPort,
    from: RemoteInfo,
    refusal: Uint8Array,
    settle: (completed: boolean) => void,
  ): void {
    setTimeout(() => listener.send([refusal], from, settle), refusalMs);
  }

  /** Each transfer has a socket, and by that a transfer ID, of its own (RFC 1350 §4). */
  private begin(
    listener: BoundPort,
    packet: ReadRequest,
    request: Uint8Array,
    from: RemoteInfo,
    body: BlockSource,
    settle: (completed: boolean) => void,
  ): void {
    let port: BoundPort | null = null;
    let isClosed = (): void => undefined;
    const closed = new Promise<void>((resolve) => {
      isClosed = resolve;
    });
    const transfer = new Transfer({
      body,
      terms: negotiateOptions(packet.options, body.bytes),
      clock: this.options.clock,
      send: (parts) => port?.send(parts, from),
      ended: (completed) => {
        this.transfers.remove(from);
        settle(completed);
        if (port) void port.close().then(isClosed);
        else isClosed();
      },
      unreadable: (error) => {
        this.options.onFault?.(error);
        port?.send([unreadable], from);
      },
    });
    const abort = (): void => {
      port?.send([stopping], from);
      transfer.end(false);
    };
    this.transfers.add(from, { request: Uint8Array.from(request), transfer, abort, closed });
    bindPort(listener.address, 0, (bytes, sender) => {
      if (sender.port === from.port && sender.address === from.address) hear(transfer, bytes);
      else if (readTftpPacket(bytes).kind !== 'error') port?.send([unknownId], sender);
    }).then(
      (bound) => {
        port = bound;
        if (this.transfers.of(from)?.transfer === transfer) transfer.start();
        else void bound.close();
      },
      (error: unknown) => {
        this.options.onFault?.(error);
        transfer.end(false);
      },
    );
  }

  private decide(
    from: RemoteInfo,
    asked: Pick<IncomingRequest, 'method' | 'target'>,
  ): { readonly answer: Answer | null; readonly settle: (completed: boolean) => void } {
    const { clock, onFault } = this.options;
    const beganMs = clock.monotonicMs();
    const answer = this.guarded(() =>
      this.options.answer({
        protocol: 'tftp',
        // IPv4 peers of an IPv6 listener are plain IPv4 everywhere (RFC 4291 §2.5.5.2).
        remote: from.address.replace(/^::ffff:(?=\d+\.)/i, ''),
        ...asked,
        header: noHeader,
      }),
    );
    const settle = (completed: boolean): void => {
      try {
        answer?.settle({ completed, durationMs: clock.monotonicMs() - beganMs });
      } catch (error) {
        onFault?.(error);
      }
    };
    return { answer, settle };
  }

  private guarded(decide: () => Answer): Answer | null {
    try {
      return decide();
    } catch (error) {
      this.options.onFault?.(error);
      return null;
    }
  }
}

function hear(transfer: Transfer, bytes: Uint8Array): void {
  const packet = readTftpPacket(bytes);
  if (packet.kind === 'ack') transfer.ack(packet.block);
  else if (packet.kind === 'error') transfer.end(false);
  // Anything else is no reason to take a file from a peer that goes on acknowledging it.
}

/** As an HTTP client would have written it; what the path means is decided in one place for both. */
function targetOf(filename: string): string {
  return `/${filename.replace(/^\/+/, '')}`;
}

const noHeader = (): null => null;
