using AgentBus.Protocol.V1;
using AgentBus.Protocol.Wire;

namespace AgentBus.Protocol.Frames;

/// <summary>Splits a WebSocket message of a client into its frames without allocating. Thread-safe.</summary>
public static class ClientFrameReader
{
    private static readonly MessageShape Shape = MessageShape.Of(ClientFrames.Descriptor);

    /// <summary>
    /// Tells whether the bytes are a whole ClientFrames message in which no frame has two bodies. Envelopes are bytes to it: they are read
    /// one by one, and a bad one is refused alone.
    /// </summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> message)
    {
        if (!Shape.Matches(message))
        {
            return false;
        }

        var position = 0;
        while (TryReadNext(message, ref position, out _))
        {
        }

        return position == message.Length;
    }

    /// <summary>Reads the frame at the position and moves on; false at the end, and where the bytes are not a frame.</summary>
    public static bool TryReadNext(ReadOnlySpan<byte> message, ref int position, out ClientFrameHeader frame)
    {
        frame = default;
        while (position < message.Length)
        {
            var reader = new WireReader(message[position..]);
            if (!reader.TryReadTag(out var number, out var type) || !reader.TryReadValue(type, out _, out var body))
            {
                return false;
            }

            var end = position + reader.Position;
            if (number == ClientFrames.FramesFieldNumber)
            {
                if (!TryReadFrame(body, end - body.Length, out frame))
                {
                    return false;
                }

                position = end;
                return true;
            }

            position = end;
        }

        return false;
    }

    /// <summary>Reads the next envelope of a Publish body and moves on; false at the end.</summary>
    public static bool TryReadEnvelope(ReadOnlySpan<byte> publish, ref int position, out ReadOnlySpan<byte> envelope)
    {
        while (position < publish.Length)
        {
            var reader = new WireReader(publish[position..]);
            if (!reader.TryReadTag(out var number, out var type) || !reader.TryReadValue(type, out _, out envelope))
            {
                break;
            }

            position += reader.Position;
            if (number == Publish.EnvelopesFieldNumber)
            {
                return true;
            }
        }

        envelope = default;
        return false;
    }

    /// <summary>How many envelopes a Publish body holds.</summary>
    public static int CountEnvelopes(ReadOnlySpan<byte> publish)
    {
        var (count, position) = (0, 0);
        while (TryReadEnvelope(publish, ref position, out _))
        {
            count++;
        }

        return count;
    }

    /// <summary>What a Publish body says of all its envelopes.</summary>
    public static PublishTerms ReadTerms(ReadOnlySpan<byte> publish)
    {
        var terms = default(PublishTerms);
        var reader = new WireReader(publish);
        while (!reader.AtEnd && reader.TryReadTag(out var number, out var type) && reader.TryReadValue(type, out var value, out _))
        {
            terms = number switch
            {
                Publish.AwaitReplyMsFieldNumber => terms with { AwaitReplyMs = (uint)value },
                Publish.AuditRequiredFieldNumber => terms with { AuditRequired = value != 0 },
                _ => terms,
            };
        }

        return terms;
    }

    private static bool TryReadFrame(ReadOnlySpan<byte> bytes, int offset, out ClientFrameHeader frame)
    {
        frame = default;
        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            if (!reader.TryReadTag(out var number, out var type) || !reader.TryReadValue(type, out var value, out var body))
            {
                return false;
            }

            if (number == ClientFrame.RequestIdFieldNumber)
            {
                frame = frame with { RequestId = value };
            }
            else if (number is >= ClientFrame.HelloFieldNumber and <= ClientFrame.WriteContextFieldNumber)
            {
                // Parsers differ in what two bodies mean; the bus does not guess.
                if (frame.Kind != ClientFrameKind.Unknown || type != WireType.Bytes)
                {
                    return false;
                }

                frame = frame with { Kind = (ClientFrameKind)number, BodyStart = offset + reader.Position - body.Length, BodyLength = body.Length };
            }
        }

        return true;
    }
}
