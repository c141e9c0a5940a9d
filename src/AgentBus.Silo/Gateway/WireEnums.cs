using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway;

/// <summary>Enums of the wire to those of the model and back; null where this build does not know the number.</summary>
internal static class WireEnums
{
    public static MessageType? ToModel(Wire.MessageType type) => type switch
    {
        Wire.MessageType.Unspecified => MessageType.Command,
        >= Wire.MessageType.Command and <= Wire.MessageType.TaskResponse => (MessageType)(type - 1),
        _ => null,
    };

    public static EnvelopeKind? ToModel(Wire.EnvelopeKind kind) => kind switch
    {
        Wire.EnvelopeKind.Unspecified => EnvelopeKind.Event,
        >= Wire.EnvelopeKind.Event and <= Wire.EnvelopeKind.Error => (EnvelopeKind)(kind - 1),
        _ => null,
    };

    public static Priority? ToModel(Wire.Priority? priority) => priority switch
    {
        null => Priority.Medium,
        >= Wire.Priority.Low and <= Wire.Priority.Critical => (Priority)priority,
        _ => null,
    };

    public static Classification? ToModel(Wire.Classification classification) => classification switch
    {
        Wire.Classification.Unspecified => Classification.Public,
        >= Wire.Classification.Public and <= Wire.Classification.Secret => (Classification)(classification - 1),
        _ => null,
    };

    public static Wire.Classification ToWire(Classification classification) => (Wire.Classification)(classification + 1);

    public static EntityType? ToModel(Wire.EntityType type) => type switch
    {
        Wire.EntityType.Unspecified => EntityType.Agent,
        >= Wire.EntityType.Agent and <= Wire.EntityType.Service => (EntityType)(type - 1),
        _ => null,
    };

    public static Wire.EntityType ToWire(EntityType type) => (Wire.EntityType)(type + 1);

    public static MessageStatus? ToModel(Wire.MessageStatus status) => status switch
    {
        >= Wire.MessageStatus.Pending and <= Wire.MessageStatus.PendingDeliberation => (MessageStatus)(status - 1),
        _ => null,
    };

    public static Wire.MessageStatus ToWire(MessageStatus status) => (Wire.MessageStatus)(status + 1);

    public static Wire.Outcome ToWire(Outcome outcome) => (Wire.Outcome)(outcome + 1);
}
