using AgentBus.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentBus.Dashboard;

/// <summary>Lets people in with the credentials of the API, and out again. A credential is sent once, in the body of one form, and never in an address, but for the pass of a demonstration. Thread-safe.</summary>
internal sealed class SignInDesk(
    ViewerSessions sessions, IViewerEntry entry, PageWriter writer, IOptions<DashboardOptions> options, ILogger<SignInDesk> logger)
{
    /// <summary>The field of the credential.</summary>
    public const string TokenField = "token";

    /// <summary>The field, and the parameter, of the page to go back to.</summary>
    public const string BackField = "back";

    /// <summary>The parameter of a pass.</summary>
    public const string PassField = "pass";

    private static readonly Refusal UsedUp = new(Code.Unauthenticated, "This address has let somebody in already, or is another run's. Paste the token instead; the console says where it lies.");
    private static readonly Refusal Unsafe = new(
        Code.PermissionDenied, "This connection is not encrypted, so nobody can sign in over it. Open the dashboard by https, or on the machine itself as http://localhost.");

    private static readonly Refusal NoCredential = new(Code.Unauthenticated, "Paste the whole token: a JSON web token has three parts with dots between them, an API key begins with ak.");
    private static readonly Refusal NoKeys = new(Code.PermissionDenied, "API keys do not open the dashboard here. Sign in with a token of your own.");
    private static readonly Refusal Full = new(Code.Overloaded, "Too many people are signed in; try again later.", TimeSpan.FromMinutes(1));

    /// <summary>Shows the form; whoever is signed in is led on.</summary>
    public Task AskAsync(HttpContext context)
    {
        PageHeaders.Put(context);
        string? back = context.Request.Query[BackField];
        string? pass = context.Request.Query[PassField];
        var isPass = pass is not null && entry.IsPass(pass);
        return sessions.Find(SessionCookie.Read(context)) is not null ? writer.WriteAsync(context, PageAnswer.SeeOther(DashboardPaths.Back(back)), null, "")
            : !SessionCookie.IsSafe(context) ? ShowAsync(context, back, Unsafe)
            : ShowAsync(context, back, pass is null || isPass ? null : UsedUp, isPass ? pass! : "");
    }

    /// <summary>Takes the form.</summary>
    public async Task EnterAsync(HttpContext context)
    {
        PageHeaders.Put(context);
        var sent = await FormGuard.ReadAsync(context, SessionCookie.ReadForm(context));
        if (!sent.IsOk)
        {
            await ShowAsync(context, null, sent.Refusal);
            return;
        }

        string? back = sent.Value[BackField];
        var begun = SessionCookie.IsSafe(context) ? await BeginAsync(context, (string?)sent.Value[TokenField] ?? "") : Unsafe;
        if (begun is { } refusal)
        {
            DashboardLog.SignInRefused(logger, $"{context.Connection.RemoteIpAddress}", refusal.Reason);
            await ShowAsync(context, back, refusal);
            return;
        }

        await writer.WriteAsync(context, PageAnswer.SeeOther(DashboardPaths.Back(back)), null, "");
    }

    /// <summary>Ends the session. Without one there is nothing to end.</summary>
    public async Task LeaveAsync(HttpContext context)
    {
        PageHeaders.Put(context);
        if (sessions.Find(SessionCookie.Read(context)) is { } session)
        {
            var sent = await FormGuard.ReadAsync(context, session.FormToken);
            if (!sent.IsOk)
            {
                await writer.WriteAsync(context, sent.Refusal);
                return;
            }

            sessions.End(session);
            DashboardLog.SignedOut(logger, session.Owner);
        }

        SessionCookie.Clear(context);
        await writer.WriteAsync(context, PageAnswer.SeeOther(DashboardPaths.SignIn), null, "");
    }

    private async Task<Refusal?> BeginAsync(HttpContext context, string text)
    {
        if (entry.Read(text) is not { } credential)
        {
            return NoCredential;
        }

        if (credential.Kind == CredentialKind.ApiKey && !options.Value.AllowApiKeys)
        {
            return NoKeys;
        }

        var entered = await entry.EnterAsync(context.Connection.RemoteIpAddress, credential, context.RequestAborted);
        if (!entered.IsOk)
        {
            return entered.Refusal;
        }

        await using var caller = entered.Value;
        var viewer = Viewer.Of(caller.Principal);
        if (!viewer.IsOk)
        {
            return viewer.Refusal;
        }

        if (sessions.Begin(caller.Principal.Agent, credential, viewer.Value.Ends) is not { } begun)
        {
            return Full;
        }

        if (sessions.Find(SessionCookie.Read(context)) is { } former)
        {
            // Its cookie is overwritten; whoever has a copy of it is out too.
            sessions.End(former);
        }

        SessionCookie.Write(context, begun.Secret);
        DashboardLog.SignedIn(logger, begun.Session.Owner, $"{context.Connection.RemoteIpAddress}");
        return null;
    }

    private Task ShowAsync(HttpContext context, string? back, Refusal? refusal, string pass = "")
    {
        var secret = SessionCookie.ReadForm(context);
        if (string.IsNullOrEmpty(secret))
        {
            secret = ViewerSessions.NewSecret();
            SessionCookie.WriteForm(context, secret);
        }

        var page = PageAnswer.PageOf<Components.SignIn>(
            "Sign in",
            (nameof(Components.SignIn.Back), DashboardPaths.Back(back)),
            (nameof(Components.SignIn.Refusal), refusal),
            (nameof(Components.SignIn.Pass), pass),
            (nameof(Components.SignIn.AllowsKeys), options.Value.AllowApiKeys));
        return writer.WriteAsync(context, page with { Status = refusal is null ? StatusCodes.Status200OK : Domain.Codes.CodeTable.Of(refusal.Code).HttpStatus }, null, secret);
    }
}
