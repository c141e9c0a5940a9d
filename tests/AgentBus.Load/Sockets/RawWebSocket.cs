using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace AgentBus.Load.Sockets;

/// <summary>A client's end of a WebSocket over a bare descriptor. Sends what is framed already; reads messages in place.</summary>
internal sealed unsafe class RawWebSocket : IDisposable
{
    private const int BinaryFinal = 0x82;
    private const int CloseFinal = 0x88;
    private readonly Socket _socket;
    private readonly int _file;
    private byte[] _buffer;
    private int _start;
    private int _end;

    private RawWebSocket(Socket socket, int bufferBytes)
    {
        _socket = socket;
        _file = (int)socket.SafeHandle.DangerousGetHandle();
        _buffer = new byte[bufferBytes];
    }

    public int File => _file;

    /// <summary>Connects and shakes hands, blocking.</summary>
    public static RawWebSocket Connect(IPEndPoint server, string path, string? subprotocol, int bufferBytes)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(server);
        var webSocket = new RawWebSocket(socket, bufferBytes);
        var request = $"GET {path} HTTP/1.1\r\nHost: {server}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + (subprotocol is null ? "" : $"Sec-WebSocket-Protocol: {subprotocol}\r\n") + "\r\n";
        webSocket.Send(Encoding.ASCII.GetBytes(request));
        webSocket.ReadHandshake();
        return webSocket;
    }

    /// <summary>Sends all of it; a full socket buffer is waited for, since the driver never has more than its window outstanding.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (nint sent = 0; sent < bytes.Length;)
            {
                var count = LinuxCalls.Send(_file, start + sent, bytes.Length - sent, LinuxCalls.NoSignal);
                if (count < 0 && Marshal.GetLastPInvokeError() is not (LinuxCalls.TryAgain or LinuxCalls.Interrupted))
                {
                    throw new IOException($"send: error {Marshal.GetLastPInvokeError()}");
                }

                sent += Math.Max(count, 0);
            }
        }
    }

    /// <summary>Reads what is there, without waiting. False when nothing was.</summary>
    public bool Receive(bool wait = false)
    {
        MakeRoom();
        fixed (byte* start = _buffer)
        {
            var count = LinuxCalls.Receive(_file, start + _end, _buffer.Length - _end, wait ? 0 : LinuxCalls.DontWait);
            if (count > 0)
            {
                _end += (int)count;
                return true;
            }

            var error = Marshal.GetLastPInvokeError();
            return count < 0 && error is LinuxCalls.TryAgain or LinuxCalls.Interrupted
                ? false
                : throw new IOException(count == 0 ? "The server closed the connection." : $"recv: error {error}");
        }
    }

    /// <summary>The next whole message among what was read; valid until the next <see cref="Receive"/>.</summary>
    public bool TryRead(out ReadOnlySpan<byte> payload)
    {
        while (TryFrame(out var kind, out payload))
        {
            switch (kind)
            {
                case BinaryFinal:
                    return true;
                case CloseFinal:
                    throw new IOException($"The server closed: {(payload.Length > 1 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : 0)} {Encoding.UTF8.GetString(payload.Length > 2 ? payload[2..] : [])}");
            }
        }

        payload = default;
        return false;
    }

    /// <summary>Waits for a message, for the beginning of a connection.</summary>
    public byte[] ReadOne()
    {
        ReadOnlySpan<byte> payload;
        while (!TryRead(out payload))
        {
            Receive(wait: true);
        }

        return payload.ToArray();
    }

    public void Dispose() => _socket.Dispose();

    private bool TryFrame(out int kind, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        kind = 0;
        var available = _buffer.AsSpan(_start, _end - _start);
        if (available.Length < 2)
        {
            return false;
        }

        kind = available[0];
        var (header, length) = (available[1] & 0x7f) switch
        {
            126 => (4, available.Length < 4 ? -1 : BinaryPrimitives.ReadUInt16BigEndian(available[2..])),
            127 => (10, available.Length < 10 ? -1 : checked((int)BinaryPrimitives.ReadUInt64BigEndian(available[2..]))),
            var small => (2, small),
        };
        if (length < 0 || available.Length < header + length)
        {
            return false;
        }

        payload = available.Slice(header, length);
        _start += header + length;
        return true;
    }

    private void MakeRoom()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_start > 0 && _end > _buffer.Length * 3 / 4)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }

    private void ReadHandshake()
    {
        while (_buffer.AsSpan(0, _end).IndexOf("\r\n\r\n"u8) is var end)
        {
            if (end >= 0)
            {
                var head = Encoding.ASCII.GetString(_buffer, 0, end);
                if (!head.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
                {
                    throw new IOException($"No WebSocket: {head}");
                }

                _start = end + 4;
                return;
            }

            Receive(wait: true);
        }
    }
}
