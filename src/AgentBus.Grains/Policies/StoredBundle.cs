using System.Text.Json.Serialization;
using AgentBus.Model;

namespace AgentBus.Grains.Policies;

/// <summary>A bundle that a tenant keeps, with its files. Its state is what was last written: drafts, tested, rolled back; the settings say more.</summary>
internal sealed record StoredBundle(PolicyBundleRecord Record, ReadOnlyMemory<byte> Archive)
{
    /// <summary>As silos get it.</summary>
    [JsonIgnore]
    public PolicyBundleText Text => new(Record.Revision, Record.Label, Archive);
}
