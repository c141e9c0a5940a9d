namespace AgentBus.Silo.Json;

/// <summary>Bounds of JSON that came from outside.</summary>
internal static class JsonLimits
{
    /// <summary>Objects and lists in each other; the same as the reader of Protobuf allows.</summary>
    public const int MaxDepth = 64;
}
