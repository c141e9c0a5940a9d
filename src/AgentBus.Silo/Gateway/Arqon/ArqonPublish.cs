using AgentBus.Domain.Admission;
using AgentBus.Domain.Events;
using AgentBus.Model;
using Google.Protobuf;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Arqon;

/// <summary>Messages of ArqonBus clients as envelopes. The hash is the one that the bus goes by, for its operator let these clients in.</summary>
internal static class ArqonPublish
{
    /// <summary>The publish that the message asks for.</summary>
    public static Wire.Publish Of(ArqonMessage message)
    {
        var isMetric = message.Type == ArqonTypes.Telemetry && message.Room.Length == 0;
        var isPrivate = message.ToClient.Length > 0;
        var envelope = new Wire.Envelope
        {
            MessageId = message.Id,
            ProtocolVersion = ProtocolVersions.Current,
            ConstitutionalHash = ConstitutionalHash.Current,
            Room = isMetric ? SystemRoom.Name : isPrivate && message.Channel != ChannelKey.Private ? "" : message.Room,
            Channel = isMetric ? SystemRoom.Telemetry : isPrivate && message.Channel != ChannelKey.Private ? "" : message.Channel,
            ToAgent = message.ToClient,
            MessageType = message.Type is ArqonTypes.Response or ArqonTypes.CommandResponse or ArqonTypes.MessageResponse ? Wire.MessageType.Response : Wire.MessageType.Event,
            Kind = isPrivate ? Wire.EnvelopeKind.Private : Wire.EnvelopeKind.Event,
            CorrelationId = message.RequestId,
            Payload = message.Payload,
            Protocol = "arqonbus",
            Headers = { [ArqonDeliveries.TypeHeader] = message.Type },
        };
        if (message.Metadata.Fields.Count > 0)
        {
            envelope.Metadata = message.Metadata;
        }

        return new Wire.Publish { Envelopes = { envelope.ToByteString() } };
    }
}
