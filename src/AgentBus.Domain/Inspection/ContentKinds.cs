using AgentBus.Model;

namespace AgentBus.Domain.Inspection;

/// <summary>Sorts messages by what they are for.</summary>
public static class ContentKinds
{
    /// <summary>The kind of a message.</summary>
    public static ContentKind Of(Envelope envelope) => envelope.Kind == EnvelopeKind.System ? ContentKind.System : envelope.Type switch
    {
        MessageType.Command or MessageType.Query => ContentKind.Control,
        MessageType.Heartbeat => ContentKind.Telemetry,
        MessageType.Response or MessageType.Event or MessageType.Notification or MessageType.TaskRequest or MessageType.TaskResponse => ContentKind.Data,
        MessageType.GovernanceRequest or MessageType.GovernanceResponse or MessageType.ConstitutionalValidation => ContentKind.System,
        _ => ContentKind.Unknown,
    };
}
