using AgentBus.Domain.Admission;
using AgentBus.Domain.Events;
using AgentBus.Model;
using Google.Protobuf.WellKnownTypes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway;

/// <summary>Messages of the bus on the wire. They are rare beside those of agents, so they are built as objects.</summary>
internal static class SystemEnvelope
{
    private const string Protocol = "system";

    public static Wire.Envelope Of(SystemMessage message) => new()
    {
        MessageId = message.MessageId,
        ProtocolVersion = ProtocolVersions.Current,
        ConstitutionalHash = ConstitutionalHash.Current,
        TenantId = message.Tenant,
        FromAgent = SystemMessage.Sender,
        ToAgent = message.ToAgent,
        Room = message.Target.Room,
        Channel = message.Target.Channel,
        MessageType = (Wire.MessageType)(message.Type + 1),
        CreatedAt = message.At.ToTimestamp(),
        Payload = Payload(message),
        Kind = Wire.EnvelopeKind.System,
        Protocol = Protocol,
        Subject = message.Subject,
        SchemaVersion = "v1",
        Action = message.Name,
    };

    private static Struct Payload(SystemMessage message)
    {
        var payload = new Struct { Fields = { ["event"] = Value.ForString(message.Name) } };
        foreach (var field in message.Fields)
        {
            payload.Fields[field.Name] = field.Number is { } number ? Value.ForNumber(number) : Value.ForString(field.Text);
        }

        return payload;
    }
}
