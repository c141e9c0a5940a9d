using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Silo.Gateway.Arqon;

/// <summary>An envelope of an ArqonBus client, as far as the bus reads it. Empty text: the field was left out.</summary>
internal sealed record ArqonMessage
{
    /// <summary>The client's id of it.</summary>
    public string Id { get; init; } = "";

    /// <summary>What it is.</summary>
    public string Type { get; init; } = "";

    public string Room { get; init; } = "";

    public string Channel { get; init; } = "";

    /// <summary>The receiver of a private one.</summary>
    public string ToClient { get; init; } = "";

    /// <summary>The request that it answers.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The command, in whichever of the two shapes it came.</summary>
    public string Command { get; init; } = "";

    /// <summary>The command's arguments, as text.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    public Struct Payload { get; init; } = new();

    public Struct Metadata { get; init; } = new();
}
