using System.Text.Json;
using AgentBus.Contracts;
using AgentBus.Model;
using AgentBus.Silo.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Orleans;

namespace AgentBus.Silo.Http;

/// <summary>What an agent keeps over sessions: state and memory under a name of its own (TRN-15).</summary>
internal sealed class SessionsApi(IClusterClient cluster) : IApiGroup
{
    private const string Pattern = "/api/v1/sessions/{id}";
    private const string Example = "/api/v1/sessions/example";
    private const int MaxTimeToLive = 10 * 365 * 24 * 3_600;

    private static readonly string[] Fields = ["revision", "state", "memory", "time_to_live_s"];

    /// <inheritdoc/>
    public string Name => "Session contexts";

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("PUT", Pattern, WriteAsync, "Replaces a session context of the caller's agent where nobody else did since it was read.")
        {
            Parameters = [ApiParameter.Path("id", "The context's name: 1 to 128 characters.")],
            Body = typeof(ContextDraftData),
            Data = typeof(ContextData),
            Problems = [409],
            Examples =
            [
                new("A new context", Example, 200, """{"revision":0,"state":{"step":2},"memory":{"seen":["a"]},"time_to_live_s":3600,"constitutional_hash":"cdd01ef066bc6cf2"}"""),
                new("Somebody else was faster", Example, 409, """{"revision":0,"state":{"step":3},"constitutional_hash":"cdd01ef066bc6cf2"}"""),
            ],
        },
        new("GET", Pattern, ReadAsync, "A session context of the caller's agent.")
        {
            Parameters = [ApiParameter.Path("id", "The context's name.")],
            Data = typeof(ContextData),
            Problems = [404],
            Examples = [new("A context", Example, 200), new("None of this name", "/api/v1/sessions/nothing", 404)],
        },
    ];

    private async Task<ApiAnswer> ReadAsync(ApiCall call)
    {
        var read = await call.Caller.RunAsync(session =>
            cluster.GetGrain<IAgentMemory>(session.Key.GrainKey).ReadContextAsync(new ContextRead(session.Token, call.Route("id"))));
        return !read.IsOk ? read.Refusal : read.Value.Revision == 0 ? Refusal.NotFound : ApiAnswer.Of(ContextData.Of(read.Value));
    }

    private async Task<ApiAnswer> WriteAsync(ApiCall call)
    {
        var data = call.Request.Data;
        var findings = new JsonFindings();
        var state = Member(data, "state", findings);
        var memory = Member(data, "memory", findings);
        var revision = Whole(data, "revision", long.MaxValue, findings);
        var lifetime = Whole(data, "time_to_live_s", MaxTimeToLive, findings);
        call.NoteUnknown(Fields, findings);
        if (call.Take(findings) is { } wrong)
        {
            return wrong;
        }

        var written = await call.Caller.RunAsync(session => cluster.GetGrain<IAgentMemory>(session.Key.GrainKey).WriteContextAsync(
            new ContextWrite(session.Token, call.Route("id"), revision, state.ToByteArray(), memory.ToByteArray(), TimeSpan.FromSeconds(lifetime))));
        return written.IsOk ? ApiAnswer.Of(ContextData.Of(written.Value)) : written.Refusal;
    }

    private static Struct Member(JsonElement data, string name, JsonFindings findings) =>
        data.TryGetProperty(name, out var member) ? StructJson.Read(member, findings, name) : new Struct();

    private static long Whole(JsonElement data, string name, long max, JsonFindings findings)
    {
        if (!data.TryGetProperty(name, out var member))
        {
            return 0;
        }

        if (member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number) && number >= 0 && number <= max)
        {
            return number;
        }

        findings.Wrong(name, $"must be a whole number, 0 to {max}");
        return 0;
    }
}

/// <summary>A session context as it is to be.</summary>
/// <param name="Revision">The revision that was read; 0: there is none yet.</param>
/// <param name="State">Data of any shape.</param>
/// <param name="Memory">The same.</param>
/// <param name="TimeToLiveS">Seconds that it stays unless it is written again; 0: the bus chooses.</param>
internal sealed record ContextDraftData(long Revision, Struct State, Struct Memory, long TimeToLiveS);

/// <summary>A session context.</summary>
/// <param name="ContextId">Its name.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="State">Data of any shape.</param>
/// <param name="Memory">The same.</param>
/// <param name="UpdatedAt">When it was written.</param>
/// <param name="ExpiresAt">When it ends unless it is written again.</param>
internal sealed record ContextData(string ContextId, long Revision, Struct? State, Struct? Memory, DateTimeOffset UpdatedAt, DateTimeOffset ExpiresAt)
{
    public static ContextData Of(SessionContext context) => new(
        context.ContextId,
        context.Revision,
        DeliveryData.Read(Struct.Parser, context.State),
        DeliveryData.Read(Struct.Parser, context.Memory),
        context.UpdatedAt,
        context.ExpiresAt);
}
