using System.Buffers;
using System.Globalization;
using AgentBus.Silo.Gateway.Encodings;
using Google.Protobuf.WellKnownTypes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Arqon;

/// <summary>Messages as ArqonBus clients get them. It keeps nothing, so one serves all.</summary>
internal sealed class ArqonDeliveries : IDeliveryText
{
    /// <summary>The header by which a message of an ArqonBus client keeps its type.</summary>
    public const string TypeHeader = "arqonbus-type";

    /// <summary>The one that there is.</summary>
    public static ArqonDeliveries Instance { get; } = new();

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, Wire.Delivery delivery)
    {
        var envelope = Wire.Envelope.Parser.ParseFrom(delivery.Envelope);
        var metadata = envelope.Metadata?.Clone() ?? new Struct();
        metadata.Fields["sequence"] = Value.ForNumber(delivery.Sequence);
        metadata.Fields["epoch"] = Value.ForString(delivery.Epoch.ToString(CultureInfo.InvariantCulture));
        var sender = delivery.Stamp?.Sender ?? envelope.FromAgent;
        new ArqonEnvelope(TypeOf(envelope), DateTimeOffset.UnixEpoch.AddTicks(delivery.TimeUnixUs * TimeSpan.TicksPerMicrosecond))
        {
            Id = envelope.MessageId,
            Room = delivery.Room,
            Channel = delivery.Channel,
            Sender = sender,
            FromClient = sender,
            ToClient = envelope.ToAgent,
            RequestId = envelope.CorrelationId,
            Payload = PayloadOf(envelope),
            Metadata = metadata,
        }.WriteTo(output);
    }

    private static string TypeOf(Wire.Envelope envelope) =>
        envelope.Headers.TryGetValue(TypeHeader, out var type) && ArqonTypes.IsOfClients(type) ? type
        : envelope.Kind == Wire.EnvelopeKind.System ? ArqonTypes.System
        : envelope.ToAgent.Length > 0 ? ArqonTypes.Private
        : ArqonTypes.Message;

    /// <summary>Clients of our own mostly send content, where ArqonBus has a payload.</summary>
    private static Struct PayloadOf(Wire.Envelope envelope)
    {
        if (envelope.Payload is { Fields.Count: > 0 } payload)
        {
            return payload;
        }

        return envelope.Content switch
        {
            { Structured: { } structured } => structured,
            { Text.Length: > 0 } content => new Struct { Fields = { ["message"] = Value.ForString(content.Text) } },
            _ => new Struct(),
        };
    }
}
