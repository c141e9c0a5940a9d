using AgentBus.Model;
using AgentBus.Services;
using AgentBus.Silo.Json;
using AgentBus.Silo.Options;

namespace AgentBus.Silo.Http;

/// <summary>A request whose sender is known, on its way through an endpoint. Belongs to one request; not thread-safe.</summary>
/// <param name="context">The request on its way through the server.</param>
/// <param name="request">The request.</param>
/// <param name="principal">Who sent it.</param>
/// <param name="caller">The sender's session; null: an operator of the silo, who needs none.</param>
/// <param name="options">The limits and habits of the API.</param>
/// <param name="time">The time.</param>
/// <param name="began">When the request came.</param>
/// <param name="validation">What reading it and checking hash and credential took.</param>
internal sealed class ApiCall(
    HttpContext context, ApiRequest request, Principal principal, Caller? caller, HttpOptions options, TimeProvider time, long began, TimeSpan validation)
{
    private readonly List<ApiWarning> _warnings = request.IsBare && options.BareBodies == BareBodies.Warn ? [ApiWarning.BareBody] : [];

    /// <summary>The request.</summary>
    public ApiRequest Request => request;

    /// <summary>Its caller's session.</summary>
    /// <exception cref="InvalidOperationException">An operator of the silo has none.</exception>
    public Caller Caller => caller ?? throw new InvalidOperationException("Operations of the silo act for no agent.");

    /// <summary>Who the caller is.</summary>
    public Principal Principal => caller?.Principal ?? principal;

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
