using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>Light or dark, as the viewer chose it; kept in a cookie of its own for a year, and known before anybody signs in.</summary>
internal static class ThemeChoice
{
    private const string Cookie = "agentbus-theme";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>light, dark, or empty: as the browser prefers.</summary>
    public static string Of(HttpContext context) => Known(context.Request.Cookies[SessionCookie.Name(context, Cookie)]);

    /// <summary>Keeps a choice; anything that is none is none.</summary>
    public static void Write(HttpContext context, string choice)
    {
        var options = SessionCookie.Options(context);
        options.MaxAge = Kept;
        context.Response.Cookies.Append(SessionCookie.Name(context, Cookie), Known(choice), options);
    }

    private static string Known(string? choice) => choice is "light" or "dark" ? choice : "";
}
