using AgentBus.Model;
using AgentBus.Silo.Gateway;

namespace AgentBus.Silo.Security.Operators;

/// <summary>Holds requests for marked endpoints to <see cref="OperatorCheck"/>. What cannot be verified is refused (SEC-11).</summary>
internal static class OperatorGate
{
    private static readonly Refusal NoCredential = new(Code.Unauthenticated, "Send an operator's token as Authorization: Bearer.");
    private static readonly Refusal Unknown = new(Code.PolicyUnavailable, "The credential cannot be verified now; try again.", TimeSpan.FromSeconds(1));

    /// <summary>Adds it; after routing.</summary>
    public static void UseOperatorGate(this WebApplication app) => app.Use((context, next) =>

        // Most requests are WebSockets that stay for long: nothing is kept for them here.
        context.GetEndpoint()?.Metadata.Contains(OperatorOnly.Mark) == true ? CheckAsync(app.Logger, context, next) : next(context));

    private static async Task CheckAsync(ILogger logger, HttpContext context, RequestDelegate next)
    {
        try
        {
            if (await context.RequestServices.GetRequiredService<OperatorCheck>().FindAsync(context) is not { } principal)
            {
                SecurityLog.NoOperator(logger, context.Request.Path, $"{context.Connection.RemoteIpAddress}");
                await ProblemAnswer.WriteAsync(context, NoCredential, StatusCodes.Status401Unauthorized);
                return;
            }

            context.Features.Set(principal);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested)
        {
            SecurityLog.OperatorUnknown(logger, e, context.Request.Path);
            await ProblemAnswer.WriteAsync(context, Unknown, StatusCodes.Status503ServiceUnavailable);
            return;
        }

        await next(context);
    }
}
