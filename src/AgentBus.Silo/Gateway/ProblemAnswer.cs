using AgentBus.Domain.Codes;
using AgentBus.Model;

namespace AgentBus.Silo.Gateway;

/// <summary>A refusal as an HTTP answer: problem+json (RFC 9457) with the code and the constitutional hash.</summary>
internal static class ProblemAnswer
{
    /// <summary>Writes it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="refusal">Why; its retry-after goes into the header.</param>
    /// <param name="status">The status; null: the code's own.</param>
    public static Task WriteAsync(HttpContext context, Refusal refusal, int? status = null)
    {
        var code = CodeTable.Of(refusal.Code);
        var shown = status ?? code.HttpStatus;
        if (shown == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        if (refusal.RetryAfter > TimeSpan.Zero)
        {
            context.Response.Headers.RetryAfter = $"{Math.Max(1, Math.Ceiling(refusal.RetryAfter.TotalSeconds))}";
        }

        return Results.Problem(
            title: "The request was refused",
            detail: refusal.Reason,
            statusCode: shown,
            extensions: new Dictionary<string, object?>
            {
                ["code"] = code.Wire,
                ["constitutional_hash"] = ConstitutionalHash.Current,
            }).ExecuteAsync(context);
    }
}
