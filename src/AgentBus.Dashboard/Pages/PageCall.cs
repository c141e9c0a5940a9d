using AgentBus.Services;
using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>A request of somebody who is signed in, on its way through a page. Belongs to one request; not thread-safe.</summary>
/// <param name="context">The request.</param>
/// <param name="session">The viewer's session.</param>
/// <param name="viewer">The viewer, as the credential says now.</param>
/// <param name="caller">The viewer's session at the bus: everything is asked for with it.</param>
/// <param name="form">The fields of the form; none where there is none.</param>
internal sealed class PageCall(HttpContext context, ViewerSession session, Viewer viewer, Caller caller, IFormCollection form)
{
    /// <summary>The request.</summary>
    public HttpContext Context => context;

    /// <summary>The viewer's session.</summary>
    public ViewerSession Session => session;

    /// <summary>The viewer.</summary>
    public Viewer Viewer => viewer;

    /// <summary>What calls to the bus carry.</summary>
    public Caller Caller => caller;

    /// <summary>Ends when the viewer goes away.</summary>
    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>A part of the path; empty where it has none of that name.</summary>
    public string Route(string name) => context.Request.RouteValues[name] as string ?? "";

    /// <summary>A parameter of the query; empty where it is absent.</summary>
    public string Query(string name) => (string?)context.Request.Query[name] ?? "";

    /// <summary>A field of the form, which was sent from one of the viewer's pages; empty where it is absent.</summary>
    public string Form(string name) => (string?)form[name] ?? "";
}
