// A person's screen: the JSON subprotocol with nothing but a WebSocket and JSON, as in a browser; the token comes in hello.
import WebSocket from 'ws';

/** Follows a channel and keeps the texts of its messages by their sequence; connects again by itself. */
export function watch(url, token, room, channel) {
  const seen = new Map();
  let position;
  let socket;
  let isClosed = false;
  const send = (frame) => socket.send(JSON.stringify(frame));
  return new Promise((resolve) => {
    const connect = () => {
      socket = new WebSocket(url, 'agentbus.v1.json');
      socket.on('open', () => send({ request_id: 1, hello: { protocol_versions: ['1.0'], constitutional_hash: 'cdd01ef066bc6cf2', token } }));
      socket.on('error', () => {});
      socket.on('close', () => isClosed || setTimeout(connect, 100));
      socket.on('message', (data) => {
        const frame = JSON.parse(data);
        if (frame.welcome) send({ request_id: 2, subscribe: { room, channel, position } });
        if (frame.subscribed) {
          position ??= { epoch: frame.subscribed.epoch, sequence: frame.subscribed.head ?? '0' };
          resolve({ seen, close: () => { isClosed = true; socket.close(1000); } });
        }
        if (frame.delivery) {
          const { epoch, sequence, envelope } = frame.delivery;
          position = { epoch, sequence };
          seen.set(Number(sequence), envelope.content.text);
        }
      });
    };
    connect();
  });
}
