using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Domain.Impact;

/// <summary>All that a scorer may read of a message. Each factor reads exactly one of these, so a change of one moves that factor alone.</summary>
public readonly record struct ImpactInput
{
    /// <summary>The tenant's settings, compiled.</summary>
    public required CompiledImpact Settings { get; init; }

    /// <summary>What the settings say of its action.</summary>
    public required ActionReading Action { get; init; }

    /// <summary>What they say of its tool.</summary>
    public required ActionReading Tool { get; init; }

    /// <summary>What it is for.</summary>
    public MessageType Type { get; init; }

    /// <summary>Its priority.</summary>
    public Priority Priority { get; init; }

    /// <summary>Its effective classification.</summary>
    public Classification Classification { get; init; }

    /// <summary>What inspection found; unset: nothing.</summary>
    public ImmutableArray<string> Findings { get; init; }

    /// <summary>Part of it is encrypted for its receivers.</summary>
    public bool IsUninspectable { get; init; }

    /// <summary>How many it reaches.</summary>
    public Reach Reach { get; init; }

    /// <summary>The share of its burst that the sender has used, 0 to 1; 0 where it has no limit.</summary>
    public double Used { get; init; }

    /// <summary>A role of the sender covers everything in the tenant.</summary>
    public bool IsPrivileged { get; init; }

    /// <summary>Different words that speak of much at stake.</summary>
    public int StakeWords { get; init; }

    /// <summary>Different words that speak of doubt.</summary>
    public int DoubtWords { get; init; }
}
