using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentBus.Rego.Compliance;

/// <summary>One case of a suite in the form of OPA's.</summary>
public sealed record ComplianceCase
{
    [JsonPropertyName("note")]
    public string Note { get; init; } = string.Empty;

    [JsonPropertyName("group")]
    public string Group { get; init; } = string.Empty;

    [JsonPropertyName("query")]
    public string Query { get; init; } = string.Empty;

    [JsonPropertyName("modules")]
    public string[]? Modules { get; init; }

    [JsonPropertyName("data")]
    public JsonElement? Data { get; init; }

    [JsonPropertyName("input")]
    public JsonElement? Input { get; init; }

    /// <summary>The input as Rego text, where JSON cannot express it.</summary>
    [JsonPropertyName("input_term")]
    public string? InputTerm { get; init; }

    [JsonPropertyName("want_result")]
    public JsonElement? WantResult { get; init; }

    [JsonPropertyName("want_error_code")]
    public string? WantErrorCode { get; init; }

    [JsonPropertyName("want_error")]
    public string? WantError { get; init; }

    [JsonPropertyName("sort_bindings")]
    public bool SortBindings { get; init; }

    [JsonPropertyName("strict_error")]
    public bool StrictError { get; init; }

    public bool WantsError => WantErrorCode is not null || WantError is not null;
}
