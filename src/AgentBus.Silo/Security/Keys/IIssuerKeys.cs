namespace AgentBus.Silo.Security.Keys;

/// <summary>Finds the issuer's public keys. Thread-safe.</summary>
internal interface IIssuerKeys
{
    /// <summary>The keys that may verify a token: those of its algorithm, and of its key id where it names one that is known. May fetch them first.</summary>
    ValueTask<IReadOnlyList<SigningKey>> FindAsync(string algorithm, string keyId, CancellationToken cancellationToken);
}
