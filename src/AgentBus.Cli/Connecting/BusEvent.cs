using System.Text.Json.Nodes;

namespace AgentBus.Cli.Connecting;

/// <summary>A server-sent event of the HTTP API; without a name it is a sign of life.</summary>
internal sealed record BusEvent(string Id, string Name, JsonObject Data);
