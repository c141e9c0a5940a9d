using AgentBus.Model;
using AgentBus.Services;
using AgentBus.Silo.Json;
using AgentBus.Silo.Options;

namespace AgentBus.Silo.Http;

/// <summary>A request whose caller is known, on its way through an endpoint. Belongs to one request; not thread-safe.</summary>
internal sealed class ApiCall(HttpContext context, ApiRequest request, Caller caller, HttpOptions options, TimeProvider time, long began, TimeSpan validation)
{
    private readonly List<ApiWarning> _warnings = request.IsBare && options.BareBodies == BareBodies.Warn ? [ApiWarning.BareBody] : [];

    /// <summary>The request.</summary>
    public ApiRequest Request => request;

    /// <summary>Its caller's session.</summary>
    public Caller Caller => caller;

    /// <summary>Who the caller is.</summary>
    public Principal Principal => caller.Principal;

    /// <summary>The limits and habits of the API.</summary>
    public HttpOptions Options => options;

    /// <summary>The time.</summary>
    public TimeProvider Time => time;

    /// <summary>Now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Since the request came.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(began);

    /// <summary>What reading the request and checking hash and credential took.</summary>
    public TimeSpan ValidationTime => validation;

    /// <summary>Ends when the caller goes away.</summary>
    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>What the caller should know although it gets what it asked for.</summary>
    public IReadOnlyList<ApiWarning> Warnings => _warnings;

    /// <summary>The request came in a form that will be refused one day.</summary>
    public bool IsDeprecatedForm => request.IsBare && options.BareBodies == BareBodies.Warn;

    /// <summary>A part of the path; empty where it has none of that name.</summary>
    public string Route(string name) => context.Request.RouteValues[name] as string ?? "";

    /// <summary>A parameter of the query; null where it is absent or empty.</summary>
    public string? Query(string name) => (string?)context.Request.Query[name] is { Length: > 0 } value ? value : null;

    /// <summary>A header; null where it is absent or empty.</summary>
    public string? Header(string name) => (string?)context.Request.Headers[name] is { Length: > 0 } value ? value : null;

    /// <summary>A whole number of the query within bounds; the default where it is absent; null where it is wrong.</summary>
    public int? Number(string name, int byDefault, int min, int max) =>
        Query(name) is not { } text ? byDefault
        : int.TryParse(text, out var number) && number >= min && number <= max ? number
        : null;

    /// <summary>Adds a warning.</summary>
    public void Warn(ApiWarning warning) => _warnings.Add(warning);

    /// <summary>Notes the fields of the data that an operation does not have. Those by which a bare body names its context are known everywhere.</summary>
    public void NoteUnknown(ReadOnlySpan<string> known, JsonFindings findings)
    {
        foreach (var member in request.Data.EnumerateObject())
        {
            if (!JsonText.TryGetName(member, out var name) || !(known.Contains(name) || (request.IsBare && RequestEnvelope.BareContext.Contains(name))))
            {
                findings.NotKnown(name);
            }
        }
    }

    /// <summary>What becomes of what reading the data found: a refusal, or warnings.</summary>
    public Refusal? Take(JsonFindings findings)
    {
        if (findings.Defect.Length > 0)
        {
            return new Refusal(Code.MessageInvalid, findings.Defect);
        }

        if (request.Level == ComplianceLevel.Strict && findings.Unknown.Count > 0)
        {
            return new Refusal(Code.MessageInvalid, $"The field {findings.Unknown[0]} is not known here.");
        }

        if (request.Level == ComplianceLevel.Standard)
        {
            _warnings.AddRange(findings.Unknown.Select(ApiWarning.UnknownField));
        }

        return null;
    }
}
