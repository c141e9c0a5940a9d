namespace AgentBus.Domain.Impact;

/// <summary>What a tenant's settings say of the name of an action or a tool. Immutable and thread-safe.</summary>
public sealed record ActionReading
{
    /// <summary>Of no name.</summary>
    public static ActionReading None { get; } = new() { Number = 0 };

    /// <summary>Tells readings of one revision apart; below 0: there are too many names to keep them.</summary>
    internal int Number { get; init; } = -1;

    /// <summary>How much the words of the name tell of it, 0 to 1.</summary>
    public double Value { get; init; }

    /// <summary>The highest floor whose words stand in the name; 0: none.</summary>
    public double Floor { get; init; }

    /// <summary>That floor's name; empty: none.</summary>
    public string FloorName { get; init; } = "";

    /// <summary>From this impact on people decide.</summary>
    public NamedThreshold Impact { get; init; }

    /// <summary>From this EHI on people decide.</summary>
    public NamedThreshold Ehi { get; init; }
}
