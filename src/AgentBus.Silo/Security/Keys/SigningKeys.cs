namespace AgentBus.Silo.Security.Keys;

/// <summary>The issuer's public keys at one moment. Immutable and thread-safe.</summary>
/// <param name="keys">The keys.</param>
internal sealed class SigningKeys(IReadOnlyList<SigningKey> keys) : IIssuerKeys
{
    /// <summary>The ids of those that have one.</summary>
    public IEnumerable<string> Ids => keys.Select(static key => key.Id).Where(static id => id.Length > 0);

    /// <summary>A key of this id is among them.</summary>
    public bool Knows(string keyId) => keys.Any(key => key.Id == keyId);

    /// <summary>The keys that may verify a token: those of its algorithm, and of its key id where it names one that is known.</summary>
    public IReadOnlyList<SigningKey> Find(string algorithm, string keyId)
    {
        var candidates = keys.Where(key => key.Algorithm == algorithm).ToList();
        return keyId.Length > 0 && candidates.Exists(key => key.Id == keyId)
            ? candidates.FindAll(key => key.Id == keyId)
            : candidates.FindAll(key => key.Id.Length == 0 || keyId.Length == 0);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SigningKey>> FindAsync(string algorithm, string keyId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Find(algorithm, keyId));
}
