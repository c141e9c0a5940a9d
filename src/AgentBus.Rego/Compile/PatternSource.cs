namespace AgentBus.Rego.Compile;

/// <summary>What the value of a ref has to match, planned after the variables of the ref are bound.</summary>
internal abstract record PatternSource;

/// <summary>Any value but false.</summary>
internal sealed record TruePatternSource : PatternSource;

internal sealed record TermPatternSource(CoreTerm Term) : PatternSource;
