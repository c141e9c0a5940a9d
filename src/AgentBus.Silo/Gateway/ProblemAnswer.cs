using System.Diagnostics;
using AgentBus.Domain.Codes;
using AgentBus.Model;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// A refusal as an HTTP answer: problem+json (RFC 9457) with the code, the constitutional hash and the trace. Where the constitution was not
/// kept, the members of the constitutional error envelope stand beside them (ENV-17).
/// </summary>
internal static class ProblemAnswer
{
    private const string ComplianceFailed = "CONSTITUTIONAL_COMPLIANCE_FAILED";
    private const string Violation = "CONSTITUTIONAL_PRINCIPLE_VIOLATION";
    private const double RequiredScore = 0.95;

    /// <summary>Writes it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="refusal">Why; its retry-after goes into the header.</param>
    /// <param name="status">The status; null: the code's own.</param>
    /// <param name="requestId">Names the request; empty: its trace does.</param>
    public static Task WriteAsync(HttpContext context, Refusal refusal, int? status = null, string requestId = "")
    {
        var code = CodeTable.Of(refusal.Code);
        var shown = status ?? code.HttpStatus;
        if (shown == StatusCodes.Status401Unauthorized && context.Response.Headers.WWWAuthenticate.Count == 0)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        if (refusal.RetryAfter > TimeSpan.Zero)
        {
            context.Response.Headers.RetryAfter = $"{Math.Max(1, Math.Ceiling(refusal.RetryAfter.TotalSeconds))}";
        }

        var trace = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
        var members = new Dictionary<string, object?>
        {
            ["code"] = code.Wire,
            ["constitutional_hash"] = ConstitutionalHash.Current,
            ["traceId"] = trace,
        };
        if (code.ErrorClass == nameof(ConstitutionalHashMismatchError))
        {
            AddConstitutionalEnvelope(members, refusal, code.Wire, trace, requestId.Length > 0 ? requestId : trace, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        }

        return Results.Problem(
            type: $"urn:agentbus:problem:{code.Wire}",
            title: "The request was refused",
            detail: refusal.Reason,
            statusCode: shown,
            extensions: members).ExecuteAsync(context);
    }

    private static void AddConstitutionalEnvelope(
        Dictionary<string, object?> members, Refusal refusal, string code, string auditId, string requestId, DateTimeOffset now)
    {
        members["constitutional_compliance"] = new Dictionary<string, object>
        {
            ["hash"] = ConstitutionalHash.Current,
            ["validated"] = false,
            ["violations"] = new[]
            {
                new Dictionary<string, object>
                {
                    ["code"] = Violation,
                    ["principle"] = code,
                    ["severity"] = "high",
                    ["description"] = refusal.Reason,
                    ["recommendation"] = $"Name the constitution that this bus goes by: {ConstitutionalHash.Current}.",
                },
            },
            ["audit_id"] = auditId,
        };
        members["error"] = new Dictionary<string, object>
        {
            ["code"] = ComplianceFailed,
            ["message"] = refusal.Reason,
            ["details"] = new Dictionary<string, object> { ["violations_count"] = 1, ["compliance_score"] = 0.0, ["required_score"] = RequiredScore },
            ["timestamp"] = now,
            ["request_id"] = requestId,
        };
        members["data"] = null;
    }
}
