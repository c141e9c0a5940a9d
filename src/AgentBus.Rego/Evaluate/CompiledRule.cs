using AgentBus.Rego.Syntax;

namespace AgentBus.Rego.Evaluate;

/// <summary>A rule ready to run: its branches in order, of which the first that yields counts.</summary>
internal sealed class CompiledRule(string name, Span span)
{
    public string Name { get; } = name;

    public Span Span { get; } = span;

    public bool IsDefault { get; init; }

    public CompiledBranch[] Branches { get; set; } = [];

    /// <summary>For a member of an object: its keys where they are constant, else null.</summary>
    public RegoValue?[] Keys { get; init; } = [];

    /// <summary>The bodies that begin with the first n keys known, for n from 1 on.</summary>
    public CompiledBranch[] Lookups { get; set; } = [];

    /// <summary>The conditions that the index of the group is built of.</summary>
    public IReadOnlyList<IndexCondition> Conditions { get; set; } = [];

    /// <summary>The value, if it is the same for every solution.</summary>
    public RegoValue? Constant { get; set; }
}

/// <summary>A compiled body and the number of stack places it needs.</summary>
internal sealed record CompiledBranch(Step Body, int FrameSize);
