namespace AgentBus.Silo.Options;

/// <summary>A declared group. A message to it goes to each member once, however often it is named; not to its sender.</summary>
internal sealed class GroupOptions
{
    /// <summary>Its members.</summary>
    public IList<string> Agents { get; set; } = [];

    /// <summary>Groups whose members are members too; circles are allowed.</summary>
    public IList<string> Groups { get; set; } = [];
}
