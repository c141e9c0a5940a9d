using System.Collections.Immutable;

namespace AgentBus.Silo.Http;

/// <summary>
/// Many dead letters at once (MSG-10): those that the parameters of the list name, a bounded page a request. The cursor of the answer goes
/// on with older letters, so that a run ends although letters that are refused stay, and new ones come.
/// </summary>
internal sealed class DeadLetterRunsApi(LetterDesk desk) : IApiGroup
{
    private const string Replay = LetterDesk.Path + "/replay";
    private const string Discard = LetterDesk.Path + "/discard";

    /// <summary>So many that a request ends long before its caller gives up.</summary>
    private const int MaxLimit = 100;

    private static readonly ImmutableArray<ApiParameter> Chosen = [.. LetterDesk.Filter, .. LetterDesk.Page(MaxLimit, MaxLimit)];

    /// <inheritdoc/>
    public string Name => "Dead letters, many at once";

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("POST", Replay, ReplayAsync, "Sends the dead letters that the parameters name again, a page of them, as one by one; within the page the oldest first. Says how many were delivered, held and refused.")
        {
            Parameters = Chosen, Body = typeof(NothingData), Data = typeof(ReplayRunData), Problems = [403],
            Examples = [new("What a full inbox kept out", Replay + "?code=inbox_full&limit=10", 200, """{"constitutional_hash":"cdd01ef066bc6cf2"}""")],
        },
        new("POST", Discard, DiscardAsync, "Removes the dead letters that the parameters name for good, a page of them, with evidence of each. Says how many there were.")
        {
            Parameters = Chosen, Body = typeof(DiscardRequestData), Data = typeof(DiscardData), Problems = [403],
            Examples = [new("Those of one sender", Discard + "?sender=nobody", 200, """{"reason":"a test agent","constitutional_hash":"cdd01ef066bc6cf2"}""")],
        },
    ];

    private async Task<ApiAnswer> ReplayAsync(ApiCall call)
    {
        var query = LetterDesk.Query(call, MaxLimit, MaxLimit);
        if ((query.Refusal ?? await desk.RefuseAsync(call)) is { } refusal)
        {
            return refusal;
        }

        var run = await desk.Of(call).ReplayAllAsync(query.Value!, call.Principal.Agent.Agent);
        return new ApiAnswer { Data = ReplayRunData.Of(run), Pagination = LetterDesk.Paged(run.Replays.Length, run.Next) };
    }

    private async Task<ApiAnswer> DiscardAsync(ApiCall call)
    {
        var query = LetterDesk.Query(call, MaxLimit, MaxLimit);
        var reason = StatedReason.Read(call);
        if ((query.Refusal ?? reason.Refusal ?? await desk.RefuseAsync(call)) is { } refusal)
        {
            return refusal;
        }

        var run = await desk.Of(call).DiscardAllAsync(query.Value!, call.Principal.Agent.Agent, reason.Value!);
        return new ApiAnswer { Data = new DiscardData(run.Discarded), Pagination = LetterDesk.Paged(run.Discarded, run.Next) };
    }
}
