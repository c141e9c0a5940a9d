using AgentBus.Domain.Admission;

namespace AgentBus.Domain.Tests.Scenes;

/// <summary>An agent's memory of keys that says what the test puts into it.</summary>
internal sealed class FakeKeys : IDeliveredKeys
{
    private readonly Dictionary<string, KeyLookup> _known = new(StringComparer.Ordinal);

    public void Remember(string key, KeyLookup lookup) => _known[key] = lookup;

    public KeyLookup Find(string idempotencyKey, ReadOnlyMemory<byte> bodyDigest) => _known.GetValueOrDefault(idempotencyKey);
}
