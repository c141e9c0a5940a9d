using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Http;

/// <summary>The agents of the caller's tenant (AGT-06): those that are active where the query says nothing else.</summary>
internal sealed class AgentsApi(IClusterClient cluster) : IApiGroup
{
    private const string All = "/api/v1/agents";
    private const string One = "/api/v1/agents/{agent}";
    private const string AnyStatus = "any";
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    /// <inheritdoc/>
    public string Name => "Agents";

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("GET", All, ListAsync, "The agents of the tenant, in the order of their ids.")
        {
            Parameters =
            [
                ApiParameter.Query("capability", "Those with this capability: its name, or name@version."),
                ApiParameter.Query("name", "Those whose id or name contains this, in any case."),
                ApiParameter.Query("type", "Those of this type: agent, human, group, dashboard, service."),
                ApiParameter.Query("status", "Those that stand here: registered, active, suspended, retired, disabled; any. Default: active."),
                ApiParameter.Query("presence", "Those that are offline, idle or online now."),
                ApiParameter.Query("limit", $"At most so many, 1 to {MaxLimit}; default {DefaultLimit}.", "integer"),
                ApiParameter.Cursor,
            ],
            Data = typeof(AgentListData),
            Problems = [403],
            Examples = [new("All that are active", All, 200), new("Those that are there now", All + "?presence=online&limit=10", 200), new("A status that there is not", All + "?status=happy", 400)],
        },
        new("GET", One, ShowAsync, "One agent of the tenant.")
        {
            Parameters = [ApiParameter.Path("agent", "The agent's id.")],
            Data = typeof(AgentData),
            Problems = [403, 404],
            Examples = [new("An agent", "/api/v1/agents/beta", 200), new("Nobody of this name", "/api/v1/agents/nobody", 404)],
        },
    ];

    private async Task<ApiAnswer> ListAsync(ApiCall call)
    {
        if (call.Number("limit", DefaultLimit, 1, MaxLimit) is not { } limit)
        {
            return ApiAnswer.Invalid($"The parameter limit must be 1 to {MaxLimit}.");
        }

        var after = call.Query(ApiCursor.Parameter) is { } cursor ? ApiCursor.Read(cursor) : "";
        if (after is null)
        {
            return ApiAnswer.Invalid($"The parameter {ApiCursor.Parameter} is none of ours.");
        }

        var status = call.Query("status");
        if (!TryRead<EntityType>(call.Query("type"), out var type)
            || !TryRead<AgentPresence>(call.Query("presence"), out var presence)
            || !TryRead<AgentStatus>(status == AnyStatus ? null : status ?? nameof(AgentStatus.Active), out var standing))
        {
            return ApiAnswer.Invalid("The parameter type, status or presence has a value that is not known here.");
        }

        var query = new AgentQuery(call.Query("capability") ?? "", type, standing, presence, after, limit, call.Query("name") ?? "");
        var found = await call.Caller.RunAsync(session => cluster.GetGrain<IAgentLookup>(session.Key.GrainKey).FindAsync(session.Token, query));
        return !found.IsOk ? found.Refusal : new ApiAnswer
        {
            Data = new AgentListData([.. found.Value.Agents.Select(AgentData.Of)]),
            Pagination = Pagination.Of(found.Value.Agents.Length, found.Value.Next.Length == 0 ? null : ApiCursor.Write(found.Value.Next)),
        };
    }

    private async Task<ApiAnswer> ShowAsync(ApiCall call)
    {
        var found = await call.Caller.RunAsync(session => cluster.GetGrain<IAgentLookup>(session.Key.GrainKey).GetAsync(session.Token, call.Route("agent")));
        return found.IsOk ? ApiAnswer.Of(AgentData.Of(found.Value)) : found.Refusal;
    }

    private static bool TryRead<T>(string? text, out T? value)
        where T : struct, Enum
    {
        value = null;
        if (text is null)
        {
            return true;
        }

        if (!char.IsAsciiLetter(text[0]) || !Enum.TryParse<T>(text, ignoreCase: true, out var read))
        {
            return false;
        }

        value = read;
        return true;
    }
}

/// <summary>A part of the directory.</summary>
/// <param name="Agents">The agents.</param>
internal sealed record AgentListData(ImmutableArray<AgentData> Agents);

/// <summary>An agent.</summary>
/// <param name="AgentId">Its id.</param>
/// <param name="Type">What it is.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">Why; null: nobody said.</param>
/// <param name="Presence">Whether it is there now.</param>
/// <param name="LastSeen">When it was last heard of, to about a minute; null: never.</param>
/// <param name="Name">A name to show.</param>
/// <param name="Version">Its version.</param>
/// <param name="Capabilities">What it says it can do.</param>
/// <param name="Metadata">Personality, screen name, avatar and the like.</param>
/// <param name="RegisteredAt">When it registered first.</param>
/// <param name="Origin">The outside registry that it comes from; null: it is one of the bus.</param>
internal sealed record AgentData(
    string AgentId,
    EntityType Type,
    AgentStatus Status,
    string? Reason,
    AgentPresence Presence,
    DateTimeOffset? LastSeen,
    string Name,
    string Version,
    ImmutableArray<string> Capabilities,
    ImmutableDictionary<string, string> Metadata,
    DateTimeOffset RegisteredAt,
    string? Origin)
{
    public static AgentData Of(AgentEntry entry) => new(
        entry.Agent.Agent,
        entry.Type,
        entry.Status,
        entry.Reason.Length > 0 ? entry.Reason : null,
        entry.Presence,
        entry.LastSeen,
        entry.Description.Name,
        entry.Description.Version,
        entry.Description.Capabilities,
        entry.Description.Metadata,
        entry.RegisteredAt,
        entry.Origin.Length > 0 ? entry.Origin : null);
}
