using AgentBus.Protocol.V1;

namespace AgentBus.Protocol.Envelopes;

/// <summary>Numbers of the envelope's fields, as the generated code has them, and the sets that the bus treats apart.</summary>
public static class EnvelopeFields
{
    private const int FirstOwned = Envelope.StatusFieldNumber;
    private const int LastOwned = Envelope.InspectionFieldNumber;

    /// <summary>Tells whether the field belongs to the bus: what a client writes there is dropped.</summary>
    public static bool IsOwnedByBus(int number) => number is >= FirstOwned and <= LastOwned;

    /// <summary>Tells whether the field is one of the lists that rules may read: recipients, capabilities, embedding.</summary>
    public static bool IsList(int number) => number
        is Envelope.RecipientsFieldNumber
        or Envelope.CapabilitiesFieldNumber
        or Envelope.EmbeddingFieldNumber;

    /// <summary>Tells whether the field says what the message is and does; these make its digest.</summary>
    public static bool IsBody(int number) => number
        is Envelope.ContentFieldNumber
        or Envelope.PayloadFieldNumber
        or Envelope.ToAgentFieldNumber
        or Envelope.RecipientsFieldNumber
        or Envelope.RoomFieldNumber
        or Envelope.ChannelFieldNumber
        or Envelope.TargetFieldNumber
        or Envelope.MessageTypeFieldNumber
        or Envelope.ActionFieldNumber
        or Envelope.ToolFieldNumber
        or Envelope.SchemaVersionFieldNumber;
}
