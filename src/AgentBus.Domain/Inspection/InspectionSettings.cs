using System.Collections.Immutable;

namespace AgentBus.Domain.Inspection;

/// <summary>The bounds of an inspection. Immutable; may be shared by threads.</summary>
public sealed record InspectionSettings
{
    /// <summary>How many bytes of a text are looked at, 1 or more; by default 64 KiB (CAS-06).</summary>
    public int MaxInspectBytes { get; init; } = 64 * 1024;

    /// <summary>How many layers of base64 are opened, 0 to 4.</summary>
    public int MaxDepth { get; init; } = 2;

    /// <summary>Findings below are not reported: 0 to 1.</summary>
    public double MinScore { get; init; } = 0.5;

    /// <summary>Texts that are no finding, compared without case: a finding that equals one is dropped. By default the addresses of nobody.</summary>
    public ImmutableHashSet<string> Allowed { get; init; } =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "127.0.0.1", "0.0.0.0", "255.255.255.255", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "git@github.com", "git@gitlab.com", "git@bitbucket.org");
}
