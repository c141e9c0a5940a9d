using AgentBus.Protocol.Wire;

namespace AgentBus.Protocol.Envelopes;

/// <summary>Takes the fields that belong to the bus out of an envelope.</summary>
public static class OwnedFields
{
    /// <summary>Copies the envelope without exactly those fields; all others, unknown ones too, stay byte for byte and in order.</summary>
    /// <param name="envelope">A well-formed envelope.</param>
    public static byte[] Strip(ReadOnlySpan<byte> envelope)
    {
        var kept = new byte[envelope.Length];
        var length = 0;
        var reader = new WireReader(envelope);
        while (!reader.AtEnd)
        {
            var start = reader.Position;
            if (!reader.TryReadTag(out var number, out var type) || !reader.TryReadValue(type, out _, out _))
            {
                break;
            }

            if (!EnvelopeFields.IsOwnedByBus(number))
            {
                var field = envelope[start..reader.Position];
                field.CopyTo(kept.AsSpan(length));
                length += field.Length;
            }
        }

        return kept.AsSpan(0, length).ToArray();
    }
}
