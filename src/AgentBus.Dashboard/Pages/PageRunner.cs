using AgentBus.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentBus.Dashboard;

/// <summary>
/// The way of every request of the dashboard: headers, session, form, credential, page, answer. Whatever page is added goes through here, so that nothing is
/// shown to anybody whose credential does not hold at that moment, and nothing is done that no page of ours asked for. Thread-safe.
/// </summary>
internal sealed class PageRunner(ViewerSessions sessions, IViewerEntry entry, PageWriter writer, ILogger<PageRunner> logger)
{
    private static readonly Refusal Fault = new(Code.Internal, "A fault of the bus; it is in its log.");

    /// <summary>Answers one request.</summary>
    public async Task RunAsync(HttpContext context, PageOperation operation)
    {
        PageHeaders.Put(context);
        try
        {
            if (FormGuard.IsEmbedded(context.Request))
            {
                await writer.WriteAsync(context, FormGuard.Foreign);
            }
            else if (sessions.Find(SessionCookie.Read(context)) is { } session)
            {
                await RunAsync(context, operation, session);
            }
            else
            {
                await TurnAwayAsync(context);
            }
        }
        catch (Exception fault) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            DashboardLog.PageFailed(logger, fault, operation.Path);
            await writer.WriteAsync(context, Fault);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The viewer went away; there is nobody to answer.
        }
    }

    private async Task RunAsync(HttpContext context, PageOperation operation, ViewerSession session)
    {
        IFormCollection form = FormCollection.Empty;
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            var sent = await FormGuard.ReadAsync(context, session.FormToken);
            if (!sent.IsOk)
            {
                DashboardLog.ForeignForm(logger, context.Request.Method, operation.Path, $"{context.Connection.RemoteIpAddress}");
                await writer.WriteAsync(context, sent.Refusal);
                return;
            }

            form = sent.Value;
        }

        // The credential was shown before, so one that holds no more is nobody's guess from this address.
        var entered = await entry.EnterAsync(null, session.Credential, context.RequestAborted);
        if (!entered.IsOk)
        {
            await EndAsync(context, session, entered.Refusal);
            return;
        }

        await using var caller = entered.Value;
        var viewer = await caller.ConfirmAsync() is { } over ? over : Viewer.Of(caller.Principal);
        if (!viewer.IsOk)
        {
            await EndAsync(context, session, viewer.Refusal);
            return;
        }

        var answer = await AnswerAsync(operation, new PageCall(context, session, viewer.Value, caller, form));
        await writer.WriteAsync(context, answer, viewer.Value, session.FormToken);
    }

    /// <summary>What the page answers; a page that fails leaves the viewer in the frame, with the way to the others.</summary>
    private async Task<PageAnswer> AnswerAsync(PageOperation operation, PageCall call)
    {
        try
        {
            return await operation.Handler(call);
        }
        catch (Exception fault) when (!call.Context.Response.HasStarted && !call.Aborted.IsCancellationRequested)
        {
            DashboardLog.PageFailed(logger, fault, operation.Path);
            return Fault;
        }
    }

    private async Task EndAsync(HttpContext context, ViewerSession session, Refusal refusal)
    {
        if (!SessionWatch.EndsSession(refusal))
        {
            await writer.WriteAsync(context, refusal);
            return;
        }

        DashboardLog.SessionEnded(logger, session.Owner, refusal.Reason);
        sessions.End(session);
        SessionCookie.Clear(context);
        await writer.WriteAsync(context, Refusal.Unauthenticated);
    }

    /// <summary>Nobody is signed in: whoever wants a page is asked who it is, and led back; a module is told.</summary>
    private Task TurnAwayAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || context.Request.Headers.ContainsKey(PageWriter.FragmentHeader) || !PageWriter.WantsPage(context.Request))
        {
            return writer.WriteAsync(context, Refusal.Unauthenticated);
        }

        if (context.Request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            // Somebody followed a link from elsewhere, and the browser keeps a strict cookie back; from a page of ours it is sent.
            var path = context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
            context.Response.Headers["Refresh"] = $"0;url={path}";
            return writer.WriteAsync(context, PageAnswer.PageOf<Components.Onward>("One moment", (nameof(Components.Onward.Path), path)), null, "");
        }

        return writer.WriteAsync(context, PageAnswer.SeeOther($"{DashboardPaths.SignIn}?back={Uri.EscapeDataString(context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent())}"), null, "");
    }
}
