namespace AgentBus.Silo.Security;

/// <summary>What a front-end says of a client certificate.</summary>
/// <param name="Subject">Its distinguished name.</param>
/// <param name="Thumbprint">Names it for revocation.</param>
/// <param name="NotAfter">When it ends.</param>
internal sealed record CertificateStatement(string Subject, string Thumbprint, DateTimeOffset NotAfter);
