namespace AgentBus.Dashboard;

/// <summary>Pages that belong together. Every registered group is served.</summary>
internal interface IPageGroup
{
    /// <summary>What it answers.</summary>
    IEnumerable<PageOperation> Operations { get; }
}
