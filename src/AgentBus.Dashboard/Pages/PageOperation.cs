namespace AgentBus.Dashboard;

/// <summary>Something that the dashboard answers.</summary>
/// <param name="Method">GET or POST. What is posted is held against the token of the viewer's forms before anything is looked at.</param>
/// <param name="Path">Its path, below <see cref="DashboardPaths.Root"/>.</param>
/// <param name="Handler">What answers it.</param>
internal sealed record PageOperation(string Method, string Path, PageHandler Handler);
