using System.Text.Json;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Registry;

/// <summary>Compares descriptions by what they hold.</summary>
internal sealed class DescriptionComparer : IEqualityComparer<AgentDescription>
{
    public bool Equals(AgentDescription? x, AgentDescription? y) => JsonSerializer.Serialize(x) == JsonSerializer.Serialize(y);

    public int GetHashCode(AgentDescription obj) => 0;
}
