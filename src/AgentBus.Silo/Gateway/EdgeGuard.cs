using AgentBus.Dashboard;
using AgentBus.Model;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Security.Abuse;

namespace AgentBus.Silo.Gateway;

/// <summary>Stands before every adapter of the public listener (ADP-08): whoever is banned, or sends too many requests, is turned away before anything is looked at.</summary>
internal static class EdgeGuard
{
    /// <summary>Adds it; first, after the client's address is known.</summary>
    public static void UseEdgeGuard(this WebApplication app)
    {
        var bans = app.Services.GetRequiredService<BanList>();
        var gate = app.Services.GetRequiredService<ConnectionGate>();
        var pages = app.Services.GetService<EdgePages>();
        app.Use((context, next) =>
        {
            if (ListenerMark.Of(context) != ListenerKind.Public)
            {
                return next(context);
            }

            var address = context.Connection.RemoteIpAddress;
            return bans.LeftFor(address) is { } left && !(pages is not null && EdgePages.IsAsset(context.Request)) ? RefuseAsync(context, pages, Banned(left))
                : context.Request.Path != WebSocketEndpoint.Path && gate.TakeRequest(address) is { } wait ? RefuseAsync(context, pages, TooMany(wait))
                : next(context);
        });
    }

    private static Task RefuseAsync(HttpContext context, EdgePages? pages, Refusal refusal) => pages is not null && EdgePages.IsFor(context.Request)
        ? pages.WriteAsync(context, refusal, StatusCodes.Status429TooManyRequests)
        : ProblemAnswer.WriteAsync(context, refusal, StatusCodes.Status429TooManyRequests);

    private static Refusal TooMany(TimeSpan wait) => new(Code.RateLimited, "This address sends too many requests.", wait);

    /// <summary>What the banned are told.</summary>
    public static Refusal Banned(TimeSpan left) =>
        new(Code.RateLimited, "Too many bad credentials, malformed or excessive messages came from here; wait, and mend the client.", left);
}
