using System.Net;
using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>The cookies: of the session, of the sign-in form, of the theme. Over https all are Secure, and bound to this host by their name.</summary>
internal static class SessionCookie
{
    private const string Prefix = "__Host-";
    private const string Session = "agentbus-session";
    private const string Form = "agentbus-sign-in";

    /// <summary>The secret of the session; null: there is none.</summary>
    public static string? Read(HttpContext context) => context.Request.Cookies[Name(context, Session)];

    /// <summary>The secret of the sign-in form; null: there is none.</summary>
    public static string? ReadForm(HttpContext context) => context.Request.Cookies[Name(context, Form)];

    /// <summary>Hands the session's secret over; it is gone with the browser at the latest.</summary>
    public static void Write(HttpContext context, string secret) => Append(context, Session, secret);

    /// <summary>Hands the form's secret over.</summary>
    public static void WriteForm(HttpContext context, string secret) => Append(context, Form, secret);

    /// <summary>Takes both back.</summary>
    public static void Clear(HttpContext context)
    {
        context.Response.Cookies.Delete(Name(context, Session), Options(context));
        context.Response.Cookies.Delete(Name(context, Form), Options(context));
    }

    /// <summary>A cookie may be set: over https, or where browser and silo are one machine.</summary>
    public static bool IsSafe(HttpContext context) => context.Request.IsHttps || IsLocal(context);

    /// <summary>What a cookie of the dashboard is bound to.</summary>
    public static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = context.Request.IsHttps ? "/" : DashboardPaths.Root,
        IsEssential = true,
    };

    /// <summary>The name of a cookie, as this connection has it.</summary>
    public static string Name(HttpContext context, string name) => context.Request.IsHttps ? Prefix + name : name;

    private static void Append(HttpContext context, string name, string value) => context.Response.Cookies.Append(Name(context, name), value, Options(context));

    // A proxy on this machine that is not named in Listen:TrustedProxies has a local address too. The name that the browser asked for tells, and where the proxy puts
    // its own name for us in the place of that, the page that the form was sent from.
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsLocal(context.Request.Host.Host)
        && ((string?)context.Request.Headers.Origin is not { Length: > 0 } origin || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && IsLocal(page.Host)));

    private static bool IsLocal(string name) => name == "localhost" || (IPAddress.TryParse(name.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host));
}
