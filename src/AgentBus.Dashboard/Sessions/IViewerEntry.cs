using System.Net;
using AgentBus.Model;
using AgentBus.Services;

namespace AgentBus.Dashboard;

/// <summary>How the dashboard finds out who somebody is: the front-end's own way for callers, with its limits.</summary>
internal interface IViewerEntry
{
    /// <summary>The credential that a text is; null where it is none that a person signs in with.</summary>
    Credential? Read(string text);

    /// <summary>Tells whether a text is a pass: it lets one person in once and may stand in an address. There is none but in a demonstration.</summary>
    bool IsPass(string text) => false;

    /// <summary>The caller; to be disposed when it is served. A bad credential counts against the address, where it came from one.</summary>
    Task<Result<Caller>> EnterAsync(IPAddress? address, Credential credential, CancellationToken cancellationToken);
}
