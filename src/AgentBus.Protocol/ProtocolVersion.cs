namespace AgentBus.Protocol;

/// <summary>The versions of the protocol that this build speaks (ENV-04); docs/protocol.md, "Versions", says what changes them.</summary>
public static class ProtocolVersion
{
    /// <summary>The version that answers are in.</summary>
    public const string Current = "1.0";

    /// <summary>The name of the binary WebSocket subprotocol.</summary>
    public const string BinarySubprotocol = "agentbus.v1.protobuf";

    /// <summary>The name of the text WebSocket subprotocol, for people and their screens (T-03).</summary>
    public const string JsonSubprotocol = "agentbus.v1.json";

    /// <summary>All versions that are understood, newest first.</summary>
    public static IReadOnlyList<string> Supported { get; } = [Current];

    /// <summary>The first of the wanted versions that is understood, or null. An empty wish means <see cref="Current"/>.</summary>
    public static string? Choose(IReadOnlyList<string> wanted) =>
        wanted.Count == 0 ? Current : wanted.FirstOrDefault(Supported.Contains);
}
