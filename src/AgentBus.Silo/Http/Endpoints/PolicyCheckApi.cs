using AgentBus.Contracts;
using AgentBus.Domain.Access;
using AgentBus.Model;
using AgentBus.Silo.Json;
using AgentBus.Silo.Policies;
using Orleans;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Http;

/// <summary>What the caller may do, without its doing it (POL-13, POL-18).</summary>
internal sealed class PolicyCheckApi(IClusterClient cluster) : IApiGroup
{
    private const string Call = "/api/v1/policy/check";
    private const string Operation = "/api/v1/policy/operations/{operation}";

    private const string Tool = """
        {"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant"},
         "data":{"action":"deploy","tool":"kubectl","payload":{"target":{"environment":"production"}}}}
        """;

    private const string Query = """
        {"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant"},"data":{"to_agent":"beta","message_type":"query"}}
        """;

    private const string WrongHash = """
        {"constitutional_context":{"hash":"0000000000000000","tenant_id":"default-tenant"},"data":{"tool":"kubectl"}}
        """;

    /// <inheritdoc/>
    public string Name => "Policy checks";

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("POST", Call, CheckAsync, "Tells what would become of a call of a tool, or of a message. Nothing is sent, stored or counted by it.")
        {
            Body = typeof(Wire.Envelope),
            Data = typeof(PolicyCheckData),
            Problems = [403],
            Examples = [new("May I use this tool?", Call, 200, Tool), new("May I query this agent?", Call, 200, Query), new("Another constitution", Call, 400, WrongHash)],
        },
        new("GET", Operation, CheckOperationAsync, $"Tells whether the caller's roles reach as far as an operation of the bus: {string.Join(", ", OperationRules.Names)}.")
        {
            Parameters =
            [
                ApiParameter.Path("operation", "The operation."),
                ApiParameter.Query("room", "The room that it concerns."),
                ApiParameter.Query("channel", "The channel that it concerns."),
            ],
            Data = typeof(PolicyCheckData),
            Problems = [403],
            Examples =
            [
                new("May I make a channel?", "/api/v1/policy/operations/create_channel?room=science&channel=review", 200),
                new("There is none of this name", "/api/v1/policy/operations/fly", 400),
            ],
        },
    ];

    private async Task<ApiAnswer> CheckAsync(ApiCall call)
    {
        var findings = new JsonFindings();
        var given = EnvelopeJson.Read(call.Request.Data, findings);
        if (call.Take(findings) is { } unreadable)
        {
            return unreadable;
        }

        given.Protocol = HttpAdapter.Name;
        return Answer(await call.Caller.RunAsync(session => CheckedCall.AskAsync(cluster, session.Key, session.Token, given, call.Request.Hash, call.Now)));
    }

    private async Task<ApiAnswer> CheckOperationAsync(ApiCall call)
    {
        var channel = new ChannelName(call.Query("room") ?? "", call.Query("channel") ?? "");
        return Answer(await call.Caller.RunAsync(session =>
            cluster.GetGrain<IAgentChecks>(session.Key.GrainKey).CheckOperationAsync(new OperationCheckRequest(session.Token, call.Route("operation"), channel))));
    }

    private static ApiAnswer Answer(Result<PolicyCheck> check) => check.IsOk ? ApiAnswer.Of(PolicyCheckData.Of(check.Value)) : check.Refusal;
}
