using AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>Finds what the bus wants of the agent among the messages of its inbox.</summary>
internal static class BusOrders
{
    // The stamp is the bus's word: no client can have this name.
    private const string Bus = "sys-bus";

    /// <summary>The order in a message; null: it is an ordinary message, or one of a later version of the bus.</summary>
    public static BusOrder? Read(InboxDelivery delivery) =>
        delivery.IsDirect && delivery.Sender == Bus && delivery.TryParse(out var envelope) && envelope.Kind == EnvelopeKind.System
            ? envelope.Action switch
            {
                "rollback" => new BusOrder(BusOrderKind.Rollback, Text(envelope, "version"), false, Text(envelope, "reason")),
                "debug" => new BusOrder(BusOrderKind.Debug, "", Text(envelope, "debug") == "true", Text(envelope, "reason")),
                _ => null,
            }
            : null;

    private static string Text(Envelope envelope, string field) =>
        envelope.Payload?.Fields.TryGetValue(field, out var value) == true ? value.StringValue : "";
}
