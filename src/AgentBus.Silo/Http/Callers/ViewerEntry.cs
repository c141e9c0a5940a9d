using System.Net;
using AgentBus.Dashboard;
using AgentBus.Model;
using AgentBus.Services;
using AgentBus.Silo.Security;

namespace AgentBus.Silo.Http;

/// <summary>Viewers of the dashboard come in as callers of the API do: the same credentials, checks and limits. Thread-safe.</summary>
internal sealed class ViewerEntry(CallerDesk desk) : IViewerEntry
{
    /// <inheritdoc/>
    public Credential? Read(string text) => CredentialReader.FromText(text) is { Kind: CredentialKind.Jwt or CredentialKind.ApiKey } credential ? credential : null;

    /// <inheritdoc/>
    public Task<Result<Caller>> EnterAsync(IPAddress? address, Credential credential, CancellationToken cancellationToken) =>
        desk.EnterAsync(address, credential, ConstitutionalHash.Current, cancellationToken);
}
