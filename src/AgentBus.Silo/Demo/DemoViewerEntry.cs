using System.Net;
using AgentBus.Dashboard;
using AgentBus.Model;
using AgentBus.Services;

namespace AgentBus.Silo.Demo;

/// <summary>The dashboard's entry in a demonstration: as ever, and by the pass of the console.</summary>
internal sealed class DemoViewerEntry(IViewerEntry entry, DemoPass pass) : IViewerEntry
{
    /// <inheritdoc/>
    public Credential? Read(string text) => entry.Read(pass.Take(text) ?? text);

    /// <inheritdoc/>
    public bool IsPass(string text) => pass.IsValid(text);

    /// <inheritdoc/>
    public Task<Result<Caller>> EnterAsync(IPAddress? address, Credential credential, CancellationToken cancellationToken) => entry.EnterAsync(address, credential, cancellationToken);
}
