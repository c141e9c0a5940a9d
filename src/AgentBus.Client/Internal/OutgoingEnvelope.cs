using AgentBus.Protocol;
using AgentBus.Protocol.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Client.Internal;

/// <summary>Completes an envelope and makes its bytes, once; every attempt sends the same.</summary>
internal static class OutgoingEnvelope
{
    /// <summary>Fills in what is empty; the envelope is the SDK's own copy.</summary>
    public static Envelope Complete(Envelope envelope, Welcome identity, AgentBusOptions options)
    {
        envelope.MessageId = Or(envelope.MessageId, () => Guid.CreateVersion7(options.TimeProvider.GetUtcNow()).ToString());
        envelope.ProtocolVersion = Or(envelope.ProtocolVersion, () => ProtocolVersion.Current);
        envelope.ConstitutionalHash = Or(envelope.ConstitutionalHash, () => options.ConstitutionalHash);
        envelope.TenantId = Or(envelope.TenantId, () => identity.TenantId);
        envelope.FromAgent = Or(envelope.FromAgent, () => identity.AgentId);
        envelope.CreatedAt ??= Timestamp.FromDateTimeOffset(options.TimeProvider.GetUtcNow());
        if (envelope.MessageType == MessageType.Unspecified)
        {
            envelope.MessageType = MessageType.Event;
        }

        return envelope;
    }

    public static byte[] Encode(Envelope envelope, Welcome identity)
    {
        var bytes = envelope.ToByteArray();
        if (identity.MaxMessageBytes > 0 && bytes.Length > identity.MaxMessageBytes)
        {
            throw new AgentBusException(
                AgentBusCodes.MessageInvalid,
                $"The message is {bytes.Length} bytes long; the bus takes up to {identity.MaxMessageBytes}.");
        }

        return bytes;
    }

    private static string Or(string given, Func<string> otherwise) => given.Length > 0 ? given : otherwise();
}
