namespace AgentBus.Silo.Http;

/// <summary>A request with the status that it is answered with. Tests send all examples of an operation in their order, those of the document from the first to the last.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Path">The path with its parameters filled and its query.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Body">The body as JSON; null: none.</param>
internal sealed record ApiExample(string Name, string Path, int Status, string? Body = null);
