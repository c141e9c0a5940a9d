namespace AgentBus.Rego;

/// <summary>A Rego source file.</summary>
/// <param name="Name">The name that errors give as the file.</param>
/// <param name="Source">The text.</param>
public sealed record PolicyModule(string Name, string Source);
