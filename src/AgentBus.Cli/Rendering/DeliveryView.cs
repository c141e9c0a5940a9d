using System.Globalization;
using System.Text.Json.Nodes;
using AgentBus.Client;
using Google.Protobuf;

namespace AgentBus.Cli.Rendering;

/// <summary>Messages that came in: a line of JSON for programs, a line of text for people.</summary>
internal static class DeliveryView
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    /// <summary>Everything that is known of a message. The epoch is text, since it has 64 bits.</summary>
    public static JsonObject ToJson(Delivery delivery) => new()
    {
        ["room"] = delivery.Room,
        ["channel"] = delivery.Channel,
        ["epoch"] = delivery.Position.Epoch.ToString(CultureInfo.InvariantCulture),
        ["sequence"] = delivery.Position.Sequence,
        ["accepted_at"] = Time(delivery.AcceptedAt),
        ["sender"] = delivery.Sender,
        ["message_id"] = delivery.MessageId,
        ["text"] = delivery.Text,
        ["envelope"] = Envelope(delivery),
        ["stamp"] = JsonNode.Parse(Formatter.Format(delivery.Stamp)),
    };

    /// <summary>The sender's envelope alone.</summary>
    public static JsonNode Envelope(Delivery delivery) => JsonNode.Parse(Formatter.Format(delivery.Envelope))!;

    /// <summary>A line for people: when, where, who, what.</summary>
    public static string ToLine(Delivery delivery)
    {
        var content = delivery.Envelope.Content;
        var said = delivery.Text.Length > 0 ? delivery.Text
            : content?.Structured is { } structured ? Formatter.Format(structured)
            : delivery.Envelope.Payload is { } payload ? Formatter.Format(payload)
            : content?.Encrypted is not null ? "(encrypted)"
            : "(no text)";
        return TerminalText.OnOneLine($"{delivery.AcceptedAt:HH:mm:ss} {delivery.Room}:{delivery.Channel}#{delivery.Position.Sequence} {delivery.Sender}: {said}");
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
