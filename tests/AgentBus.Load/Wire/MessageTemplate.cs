using AgentBus.Load.Sockets;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Load.Wire;

/// <summary>
/// One sender's message, prepared as a masked frame in which only the last twelve hex digits of the message id change: the driver
/// spends its time on sockets, and the envelope is the one that an agent would send.
/// </summary>
internal sealed class MessageTemplate
{
    /// <summary>The size of the sources' example envelope, which every figure refers to.</summary>
    public const int EnvelopeBytes = 583;

    private const int CounterDigits = 12;
    private readonly byte[] _frame;
    private readonly int _counterInFrame;
    private readonly byte[] _counterMask = new byte[CounterDigits];

    /// <param name="tenant">The tenant.</param>
    /// <param name="agent">The sender.</param>
    /// <param name="address">Says where the message goes, and what it is.</param>
    /// <param name="awaitReplyMs">Not 0: it is a request, and its reply is awaited for so long.</param>
    public MessageTemplate(string tenant, string agent, Action<Envelope> address, uint awaitReplyMs = 0)
    {
        var prefix = Guid.CreateVersion7().ToString()[..^CounterDigits];
        var payload = Payload(prefix + new string('0', CounterDigits), tenant, agent, address, awaitReplyMs);
        _frame = ClientFraming.Frame(payload, out var payloadOffset, out var mask);
        Prefix = System.Text.Encoding.ASCII.GetBytes(prefix);
        CounterOffset = payload.AsSpan().IndexOf(Prefix) + Prefix.Length;
        PayloadBytes = payload.Length;
        _counterInFrame = payloadOffset + CounterOffset;
        for (var i = 0; i < CounterDigits; i++)
        {
            _counterMask[i] = mask[(CounterOffset + i) & 3];
        }
    }

    /// <summary>The part of the message ids that stays.</summary>
    public byte[] Prefix { get; }

    /// <summary>Where the counter stands in the unmasked message; an echo sends it back there.</summary>
    public int CounterOffset { get; }

    public int PayloadBytes { get; }

    /// <summary>The frame of the message with this number; valid until the next call.</summary>
    public ReadOnlySpan<byte> Numbered(long number)
    {
        for (var i = CounterDigits - 1; i >= 0; i--, number >>= 4)
        {
            _frame[_counterInFrame + i] = (byte)("0123456789abcdef"u8[(int)(number & 15)] ^ _counterMask[i]);
        }

        return _frame;
    }

    /// <summary>The number in the last digits of a message id.</summary>
    public static long Number(ReadOnlySpan<byte> digits)
    {
        var number = 0L;
        foreach (var digit in digits[..CounterDigits])
        {
            number = (number << 4) | (uint)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }

        return number;
    }

    /// <summary>An event to a channel.</summary>
    public static MessageTemplate ToChannel(string tenant, string agent, string room, string channel) =>
        new(tenant, agent, envelope => (envelope.Room, envelope.Channel) = (room, channel));

    private static byte[] Payload(string id, string tenant, string agent, Action<Envelope> address, uint awaitReplyMs)
    {
        var envelope = new Envelope
        {
            MessageId = id,
            ProtocolVersion = "1.0",
            ConstitutionalHash = "cdd01ef066bc6cf2",
            TenantId = tenant,
            FromAgent = agent,
            MessageType = MessageType.Event,
            Priority = Priority.Medium,
            CreatedAt = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
            ConversationId = "b7ad6b71-6920-4f0f-8b1c-d1c6f0a1a7e2",
            Traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            Content = new Content { Text = "" },
        };
        address(envelope);
        envelope.Content.Text = SecretWatch.Body.PadRight(EnvelopeBytes - envelope.CalculateSize() - 2, 'x');
        while (envelope.CalculateSize() > EnvelopeBytes)
        {
            envelope.Content.Text = envelope.Content.Text[..^1];
        }

        return new ClientFrames
        {
            Frames = { new ClientFrame { RequestId = 1, Publish = new Publish { Envelopes = { envelope.ToByteString() }, AwaitReplyMs = awaitReplyMs } } },
        }.ToByteArray();
    }
}
