namespace AgentBus.Silo.Security.Keys;

/// <summary>Where keys of the issuer come from. Used by one at a time.</summary>
internal interface IKeySource
{
    /// <summary>For logs.</summary>
    string Name { get; }

    /// <summary>How long what was read is good enough.</summary>
    TimeSpan Period { get; }

    /// <summary>Another process answers for it, so that asking it again can bring keys which nobody announced.</summary>
    bool IsRemote { get; }

    /// <summary>Reads the keys, at least one; null: they are what was read last.</summary>
    /// <exception cref="KeySourceException">They cannot be had.</exception>
    ValueTask<IReadOnlyList<SigningKey>?> ReadAsync(CancellationToken cancellationToken);
}
