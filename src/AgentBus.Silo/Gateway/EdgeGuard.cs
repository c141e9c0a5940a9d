using AgentBus.Model;
using AgentBus.Silo.Hosting;
using AgentBus.Silo.Security.Abuse;

namespace AgentBus.Silo.Gateway;

/// <summary>Stands before every adapter of the public listener (ADP-08): whoever is banned is turned away before anything is looked at.</summary>
internal static class EdgeGuard
{
    /// <summary>Adds it; first, after the client's address is known.</summary>
    public static void UseEdgeGuard(this WebApplication app)
    {
        var bans = app.Services.GetRequiredService<BanList>();
        app.Use((context, next) =>
        {
            if (ListenerMark.Of(context) == ListenerKind.Public && bans.LeftFor(context.Connection.RemoteIpAddress) is { } left)
            {
                return ProblemAnswer.WriteAsync(context, Banned(left), StatusCodes.Status429TooManyRequests);
            }

            return next(context);
        });
    }

    /// <summary>What the banned are told.</summary>
    public static Refusal Banned(TimeSpan left) =>
        new(Code.RateLimited, "Too many bad credentials, malformed or excessive messages came from here; wait, and mend the client.", left);
}
