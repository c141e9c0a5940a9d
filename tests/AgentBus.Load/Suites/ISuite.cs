using AgentBus.Load.Reports;

namespace AgentBus.Load.Suites;

/// <summary>One group of figures.</summary>
internal interface ISuite
{
    string Name { get; }

    Task MeasureAsync(LoadOptions options, Figures figures, CancellationToken cancellationToken);
}
