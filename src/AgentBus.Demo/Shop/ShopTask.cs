using System.Text.Json.Nodes;
using AgentBus.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Demo.Shop;

/// <summary>Something that a worker of the shop says or means to do.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Action">What it means to do; empty: it only tells.</param>
/// <param name="Tool">With what.</param>
/// <param name="Done">What it says once people have let it.</param>
internal sealed record ShopTask(string Text, string Action = "", string Tool = "", string Done = "")
{
    /// <summary>The same for programs.</summary>
    public JsonObject? Payload { get; init; }

    /// <summary>How unsure the worker itself is, 0 to 1.</summary>
    public double Doubt { get; init; }

    /// <summary>How urgent it is.</summary>
    public Priority Priority { get; init; } = Priority.Normal;

    /// <summary>As a message.</summary>
    public Envelope ToEnvelope(string conversation)
    {
        var envelope = new Envelope
        {
            MessageType = Action.Length > 0 ? MessageType.Command : MessageType.Event,
            Action = Action,
            Tool = Tool,
            EhiScore = Doubt,
            Priority = Priority,
            ConversationId = conversation,
            Content = new Content { Text = Text },
        };
        if (Payload is { } payload)
        {
            envelope.Payload = Struct.Parser.ParseJson(payload.ToJsonString());
        }

        return envelope;
    }
}
