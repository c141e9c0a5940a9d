using AgentBus.Protocol;
using AgentBus.Protocol.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Client.Internal;

/// <summary>Completes an envelope and makes its bytes, once; every attempt sends the same.</summary>
internal static class OutgoingEnvelope
{
    public static byte[] Encode(Envelope given, string? room, string? channel, Welcome identity, AgentBusOptions options)
    {
        var envelope = given.Clone();
        envelope.MessageId = Or(envelope.MessageId, () => Guid.CreateVersion7(options.TimeProvider.GetUtcNow()).ToString());
        envelope.ProtocolVersion = Or(envelope.ProtocolVersion, () => ProtocolVersion.Current);
        envelope.ConstitutionalHash = Or(envelope.ConstitutionalHash, () => options.ConstitutionalHash);
        envelope.TenantId = Or(envelope.TenantId, () => identity.TenantId);
        envelope.FromAgent = Or(envelope.FromAgent, () => identity.AgentId);
        envelope.CreatedAt ??= Timestamp.FromDateTimeOffset(options.TimeProvider.GetUtcNow());
        envelope.Room = room ?? envelope.Room;
        envelope.Channel = channel ?? envelope.Channel;
        if (envelope.MessageType == MessageType.Unspecified)
        {
            envelope.MessageType = MessageType.Event;
        }

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
