using System.Collections.Immutable;

namespace AgentBus.Dashboard;

/// <summary>What is around a page, and what components in it may ask for.</summary>
/// <param name="Path">The page's own path.</param>
/// <param name="Assets">The folder of files that are the same for everybody.</param>
/// <param name="Theme">light, dark, or empty: as the browser prefers.</param>
/// <param name="FormToken">Stands in every form.</param>
/// <param name="Viewer">Who is signed in; null: nobody.</param>
/// <param name="Modules">Modules that the page runs.</param>
public sealed record PageFrame(string Path, string Assets, string Theme, string FormToken, Viewer? Viewer, ImmutableArray<string> Modules);
