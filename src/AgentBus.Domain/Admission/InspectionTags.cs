using System.Collections.Immutable;

namespace AgentBus.Domain.Admission;

/// <summary>What the bus says of a message's content, in its stamp and its evidence.</summary>
public static class InspectionTags
{
    /// <summary>Content is encrypted for its receivers: nobody has looked at it (T-38).</summary>
    public const string Uninspectable = "uninspectable";

    /// <summary>The tags of an encrypted message.</summary>
    public static ImmutableArray<string> OfEncrypted { get; } = [Uninspectable];
}
