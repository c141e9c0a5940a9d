namespace AgentBus.Client;

/// <summary>Something that an agent can do.</summary>
/// <param name="Name">Its name, such as <c>summarise</c>.</param>
/// <param name="Version">The version of it; empty: none.</param>
public sealed record AgentCapability(string Name, string Version = "");
