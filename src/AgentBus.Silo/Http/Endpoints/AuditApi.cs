using System.Globalization;
using AgentBus.Domain.Audit;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Ledger;
using AgentBus.Model;
using AgentBus.Silo.Json;

namespace AgentBus.Silo.Http;

/// <summary>
/// The tenant's ledger for those who may audit it (AUD-13): entries by what they are about, the life of a message, threads (MSG-18), lineage (AUD-04).
/// Nobody sees another tenant's.
/// </summary>
internal sealed class AuditApi(TenantDesk desk, IAuditReader audit, ILedgerReader ledger, LedgerProofs proofs) : IApiGroup
{
    private const string All = "/api/v1/audit";
    private const string Constitutional = "/api/v1/constitutional/audit";
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    private static readonly ApiParameter Limit = ApiParameter.Query("limit", $"At most so many, 1 to {MaxLimit}; default {DefaultLimit}.", "integer");
    private static readonly ApiWarning Behind = new("index_behind", "The index has not caught up with the ledger: younger entries may be missing. Ask again.");
    private static readonly ApiWarning Cut = new("lineage_cut", "There is more than this, or the index has not caught up with the ledger.");

    /// <inheritdoc/>
    public string Name => "Audit";

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("GET", All, QueryAsync, "Entries of the tenant's ledger. A page may be short, or empty, and have a next one: looking takes place in steps.")
        {
            Parameters =
            [
                ApiParameter.Query("since", "Of this time or later (RFC 3339)."),
                ApiParameter.Query("until", "Before this time."),
                ApiParameter.Query("agent", "What this agent caused, got into its inbox, or is about."),
                ApiParameter.Query("room", "What lies or lay in this room."),
                ApiParameter.Query("channel", "What lies or lay in this channel of the room."),
                ApiParameter.Query("code", "What has this code."),
                ApiParameter.Query("decision", $"What was decided so or became so: {string.Join(", ", AuditDecisions.All)}."),
                ApiParameter.Query("kind", "Entries of this kind, such as delivered, refused, registered, settings_changed."),
                ApiParameter.Query("order", "newest (default) or oldest first."),
                ApiParameter.Query("proofs", "true: each entry comes with its proof, against the checkpoint beside them."),
                Limit,
                ApiParameter.Cursor,
            ],
            Data = typeof(AuditListData),
            Problems = [403, 404],
            Examples =
            [
                new("The newest", All + "?limit=10", 200),
                new("What was refused to an agent", All + "?agent=alpha&decision=refused&order=oldest", 200),
                new("An order that there is not", All + "?order=random", 400),
            ],
        },
        new("GET", Constitutional, ConstitutionalAsync, "The same for the tenant that is named, which is the caller's, within a time; newest first (CON-13).")
        {
            Parameters =
            [
                ApiParameter.Query("tenant_id", "The tenant; absent: the caller's. Another one does not exist."),
                ApiParameter.Query("from", "Of this time or later (RFC 3339)."),
                ApiParameter.Query("to", "Before this time."),
                Limit,
                ApiParameter.Cursor,
            ],
            Data = typeof(AuditListData),
            Problems = [403, 404],
            Examples =
            [
                new("Since a day", Constitutional + "?from=2026-01-01T00:00:00Z&limit=10", 200),
                new("Of a tenant that is not the caller's", Constitutional + "?tenant_id=another", 404),
            ],
        },
        new("GET", All + "/entries/{index}", ShowAsync, "One entry with its proof.")
        {
            Parameters = [ApiParameter.Path("index", "Its place: the audit_id of an answer.")],
            Data = typeof(ProvedEntriesData), Problems = [403, 404],
            Examples = [new("None there", All + "/entries/999999999", 404)],
        },
        new("GET", All + "/messages/{message_id}", LifeAsync, "A message's life: the decisions on it, and what became of it.")
        {
            Parameters = [ApiParameter.Path("message_id", "The message.")],
            Data = typeof(AuditListData), Problems = [403, 404],
            Examples = [new("A message that was never sent", All + "/messages/none-of-this-id", 404)],
        },
        new("GET", All + "/lineage/{message_id}", LineageAsync, "What led to a message, what it led to, and the artifacts that they name.")
        {
            Parameters = [ApiParameter.Path("message_id", "The message.")],
            Data = typeof(LineageData), Problems = [403, 404],
            Examples = [new("A message that was never sent", All + "/lineage/none-of-this-id", 404)],
        },
        new("GET", All + "/conversations/{conversation_id}", call => LinkedAsync(call, AuditLinks.Conversation(call.Route("conversation_id"))), "The decisions on the messages of a conversation, in order.")
        {
            Parameters = [ApiParameter.Path("conversation_id", "The conversation."), Limit, ApiParameter.Cursor],
            Data = typeof(AuditListData), Problems = [403],
            Examples = [new("One that nobody had", All + "/conversations/none", 200)],
        },
        new("GET", All + "/artifacts/{sha256}", call => LinkedAsync(call, AuditLinks.Artifact(call.Route("sha256"))), "The decisions on the messages that name an artifact, in order.")
        {
            Parameters = [ApiParameter.Path("sha256", "Its SHA-256, in lower-case hexadecimal."), Limit, ApiParameter.Cursor],
            Data = typeof(AuditListData), Problems = [403],
            Examples = [new("One that nobody named", All + "/artifacts/" + "0000000000000000000000000000000000000000000000000000000000000000", 200)],
        },
        new("GET", All + "/head", HeadAsync, "The latest signed head of the ledger. Keep it outside, and any change of what it covers is found out.")
        {
            Parameters = [ApiParameter.Query("since", "A size that was seen before: the answer proves that nothing of that changed.", "integer")],
            Data = typeof(LedgerHeadData), Problems = [403, 404],
            Examples = [new("More than there are", All + "/head?since=999999999", 404)],
        },
    ];

    private Task<ApiAnswer> ConstitutionalAsync(ApiCall call) => WithinAsync(call, tenant =>
        call.Query("tenant_id") is { } named && named != tenant ? Task.FromResult<ApiAnswer>(Refusal.NotFound) : QueryAsync(call, tenant, "from", "to"));

    private Task<ApiAnswer> QueryAsync(ApiCall call) => WithinAsync(call, tenant => QueryAsync(call, tenant, "since", "until"));

    private async Task<ApiAnswer> QueryAsync(ApiCall call, string tenant, string from, string to)
    {
        if (FilterOf(call, from, to) is not { } filter || RangeOf(call) is not { } range)
        {
            return ApiAnswer.Invalid($"A parameter is wrong: {from} and {to} are times, order is newest or oldest, proofs is true or false, decision is a decision, limit is 1 to {MaxLimit}, cursor comes from an answer.");
        }

        var page = await audit.QueryAsync(tenant, filter, range, call.Aborted);
        return await ListAsync(call, tenant, page, call.Query("proofs") == "true");
    }

    private Task<ApiAnswer> ShowAsync(ApiCall call) => WithinAsync(call, async tenant =>
        !long.TryParse(call.Route("index"), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || await audit.FindAsync(tenant, index, call.Aborted) is not { } record ? Refusal.NotFound
        : await proofs.ProveAsync(tenant, [record.Entry]) is { } proved ? ApiAnswer.Of(ProvedEntriesData.Of(proved))
        : LedgerProofs.NotSigned);

    private Task<ApiAnswer> LifeAsync(ApiCall call) => WithinAsync(call, async tenant =>
    {
        var page = await audit.ReadLifeAsync(tenant, call.Route("message_id"), call.Aborted);
        return page.Records.Count > 0 ? await ListAsync(call, tenant, page, withProofs: false) : Refusal.NotFound;
    });

    private Task<ApiAnswer> LineageAsync(ApiCall call) => WithinAsync(call, async tenant =>
    {
        if (await audit.ReadLineageAsync(tenant, call.Route("message_id"), call.Aborted) is not { } lineage)
        {
            return Refusal.NotFound;
        }

        if (!lineage.IsComplete)
        {
            call.Warn(Cut);
        }

        return ApiAnswer.Of(new LineageData(
            [.. lineage.Messages.Select(static record => AuditRecordData.Of(record))],
            [.. lineage.Artifacts.Select(static artifact => new ArtifactData(artifact.Sha256, artifact.Messages))]));
    });

    private Task<ApiAnswer> LinkedAsync(ApiCall call, string link) => WithinAsync(call, async tenant =>
        RangeOf(call) is { } range
            ? await ListAsync(call, tenant, await audit.ReadLinkedAsync(tenant, link, range, call.Aborted), withProofs: false)
            : ApiAnswer.Invalid($"A parameter is wrong: limit is 1 to {MaxLimit}, cursor comes from an answer."));

    private Task<ApiAnswer> HeadAsync(ApiCall call) => WithinAsync(call, async tenant =>
    {
        var since = 0L;
        if (call.Query("since") is { } text && !(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out since) && since > 0))
        {
            return ApiAnswer.Invalid("The parameter since must be the size of a head, from 1.");
        }

        if (await ledger.FindLatestHeadAsync(tenant, call.Aborted) is not { } head || head.Head.Size < since)
        {
            return Refusal.NotFound;
        }

        var proof = since > 0 ? await ledger.ProveConsistencyAsync(tenant, since, head.Head.Size, call.Aborted) : null;
        return ApiAnswer.Of(new LedgerHeadData(head.Head.Size, $"{head.Head.Root}", head.At, head.Note, proof is null ? null : [.. proof.Path.Select(static hash => $"{hash}")]));
    });

    private async Task<ApiAnswer> WithinAsync(ApiCall call, Func<string, Task<ApiAnswer>> then) =>
        await desk.RefuseAsync(call, AuditRules.Operation) is { } refusal ? refusal : await then(call.Principal.Agent.Tenant);

    private async Task<ApiAnswer> ListAsync(ApiCall call, string tenant, AuditPage page, bool withProofs)
    {
        if (!page.IsComplete)
        {
            call.Warn(Behind);
        }

        var proved = withProofs && page.Records.Count > 0 ? await proofs.ProveAsync(tenant, [.. page.Records.Select(static record => record.Entry)]) : null;
        if (withProofs && page.Records.Count > 0 && proved is null)
        {
            return LedgerProofs.NotSigned;
        }

        return new ApiAnswer
        {
            Data = new AuditListData([.. page.Records.Select((record, i) => AuditRecordData.Of(record, proved?.Entries[i].Proof))], proved?.Head.Note),
            Pagination = Pagination.Of(page.Records.Count, page.Next is { } next ? ApiCursor.Write(AuditRecord.IdOf(next)) : null),
        };
    }

    private static AuditRange? RangeOf(ApiCall call)
    {
        long? from = null;
        if (call.Query(ApiCursor.Parameter) is { } cursor)
        {
            if (!long.TryParse(ApiCursor.Read(cursor), NumberStyles.None, CultureInfo.InvariantCulture, out var place))
            {
                return null;
            }

            from = place;
        }

        return call.Number("limit", DefaultLimit, 1, MaxLimit) is { } limit && (call.Query("order") ?? "newest") is "newest" or "oldest"
            ? new AuditRange(call.Number("limit", DefaultLimit, 1, MaxLimit) ?? DefaultLimit, call.Query("order") != "oldest", from)
            : null;
    }

    private static AuditFilter? FilterOf(ApiCall call, string from, string to)
    {
        var decision = call.Query("decision") ?? "";
        return Rfc3339.TryReadOptional(call.Query(from), out var since) && Rfc3339.TryReadOptional(call.Query(to), out var until)
            && (decision.Length == 0 || AuditDecisions.All.Contains(decision))
            && (call.Query("proofs") ?? "false") is "true" or "false"
            ? new AuditFilter
            {
                Since = since,
                Until = until,
                Agent = call.Query("agent") ?? "",
                Room = call.Query("room") ?? "",
                Channel = call.Query("channel") ?? "",
                Code = call.Query("code") ?? "",
                Decision = decision,
                Kind = call.Query("kind") ?? "",
            }
            : null;
    }
}
