// A client of the bus for Node.js, written from docs/protocol.md and proto/ alone: nothing of this repository's code runs in it.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import protobuf from 'protobufjs';
import WebSocket from 'ws';

const HASH = 'cdd01ef066bc6cf2';
const FINAL = new Set(['unauthenticated', 'session_replaced', 'agent_disabled', 'permission_denied']);

/** Loads the frames from the directory of the .proto files. */
export async function loadProtocol(directory) {
  const root = new protobuf.Root();
  const own = root.resolvePath.bind(root);
  root.resolvePath = (origin, target) => (target.startsWith('agentbus/') ? path.join(directory, target) : own(origin, target));
  await root.load('agentbus/v1/frames.proto', { keepCase: true });
  const type = (name) => root.lookupType(`agentbus.v1.${name}`);
  return { client: type('ClientFrames'), server: type('ServerFrames'), envelope: type('Envelope') };
}

/** One agent: it connects again by itself, follows its channel from where it was, and sends again what has no receipt. */
export class Bus {
  constructor(url, token, protocol) {
    Object.assign(this, { url, token, protocol, position: null, unreceipted: new Map(), heard: [], waiting: [], requests: 0, connections: 0 });
  }

  /** Opens the session and follows the channel; resolves when both are so for the first time. */
  follow(room, channel) {
    Object.assign(this, { room, channel });
    return new Promise((resolve, reject) => {
      this.ready = resolve;
      this.failed = reject;
      this.#connect();
    });
  }

  /** Publishes a text; resolves with the receipt, whatever happens to the connection in between. */
  publish(text) {
    const message = { message_id: randomUUID(), protocol_version: '1.0', constitutional_hash: HASH, room: this.room, channel: this.channel, message_type: 4, content: { text } };
    return new Promise((resolve) => {
      this.unreceipted.set(message.message_id, { bytes: this.protocol.envelope.encode(message).finish(), resolve });
      this.#publish(message.message_id);
    });
  }

  /** The next message that was not heard before. */
  next() {
    return this.heard.length > 0 ? Promise.resolve(this.heard.shift()) : new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Breaks the connection as a lost network does. */
  break() {
    this.socket.terminate();
  }

  close() {
    this.closed = true;
    this.socket.close(1000);
  }

  #connect() {
    this.open = false;
    this.socket = new WebSocket(this.url, 'agentbus.v1.protobuf', { headers: { Authorization: `Bearer ${this.token}` } });
    this.socket.on('open', () => this.#send({ hello: { protocol_versions: ['1.0'], constitutional_hash: HASH, name: 'node' } }));
    this.socket.on('message', (data) => this.protocol.server.decode(data).frames.forEach((frame) => this.#take(frame)));
    this.socket.on('error', () => {});
    this.socket.on('close', (code, reason) => {
      if (!this.closed && !FINAL.has(String(reason))) setTimeout(() => this.#connect(), 100);
      else if (!this.closed) this.failed(new Error(`closed with ${code} ${reason}`));
    });
  }

  #take(frame) {
    if (frame.welcome) {
      this.connections++;
      this.#send({ subscribe: { room: this.room, channel: this.channel, position: this.position } });
    } else if (frame.subscribed) {
      this.position ??= { epoch: frame.subscribed.epoch, sequence: frame.subscribed.head };
      this.open = true;
      for (const id of this.unreceipted.keys()) this.#publish(id);
      this.ready(this);
    } else if (frame.receipts) {
      for (const receipt of frame.receipts.receipts) this.#settle(receipt);
    } else if (frame.delivery) {
      this.#hear(frame.delivery);
    } else if (frame.gap) {
      this.failed(new Error(`messages are lost: ${frame.gap.reason}`));
    }
  }

  #settle(receipt) {
    this.unreceipted.get(receipt.message_id)?.resolve(receipt);
    this.unreceipted.delete(receipt.message_id);
  }

  #hear(delivery) {
    this.position = { epoch: delivery.epoch, sequence: delivery.sequence };
    const message = { sequence: Number(delivery.sequence), sender: delivery.stamp.sender, text: this.protocol.envelope.decode(delivery.envelope).content.text };
    const waiter = this.waiting.shift();
    if (waiter) waiter(message);
    else this.heard.push(message);
  }

  #publish(id) {
    if (this.open && this.socket.readyState === WebSocket.OPEN) this.#send({ publish: { envelopes: [this.unreceipted.get(id).bytes] } });
  }

  #send(body) {
    this.socket.send(this.protocol.client.encode({ frames: [{ request_id: ++this.requests, ...body }] }).finish());
  }
}
