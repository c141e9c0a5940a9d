using AgentBus.Contracts;
using AgentBus.Model;
using AgentBus.Services;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Json;
using AgentBus.Silo.Ledger;
using Orleans;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Http;

/// <summary>Sending messages (MSG-14, MSG-15, T-19): <c>/messages</c> waits for the reply, <c>/api/v1/messages</c> for the receipt only.</summary>
internal sealed class MessagesApi(IClusterClient cluster, GatewayStatistics statistics, AuditWait audits) : IApiGroup
{
    private const string Waiting = "/messages";
    private const string Accepting = "/api/v1/messages";
    private const string KeyHeader = "Idempotency-Key";
    private const string TimeoutParameter = "timeout_ms";
    private const string Cases = "/api/v1/cases/";

    private const string Enveloped = """
        {"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant","compliance_level":"strict","audit_required":true},
         "request_metadata":{"request_id":"7d4b2c1a-0f3e-4a57-9b1d-2f60c1d3a001","timestamp":"2026-01-31T12:00:00Z","version":"v1","client_context":{"source_service":"docs"}},
         "data":{"room":"science","channel":"general","message_type":"event","content":{"text":"The run is done."}}}
        """;

    private const string Bare = """
        {"from_agent":"alpha","to_agent":"beta","message_type":"notification","content":{"action":"look"},"constitutional_hash":"cdd01ef066bc6cf2"}
        """;

    private const string WrongHash = """
        {"from_agent":"alpha","to_agent":"beta","message_type":"notification","content":"look","constitutional_hash":"0000000000000000"}
        """;

    private readonly ProtocolCounts _counts = statistics.Of(HttpAdapter.Name);

    /// <inheritdoc/>
    public string Name => "Messages";

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("POST", Waiting, SendAndWaitAsync, "Sends a message and waits for what becomes of it: the receipt, and for a request to one agent the reply.")
        {
            Parameters =
            [
                ApiParameter.Header(KeyHeader, "Names the message over retries; within 10 minutes the same message under the same key is delivered once."),
                ApiParameter.Query(TimeoutParameter, "How long to wait for a reply, in milliseconds; 0: not at all. Default: AgentBus:Http:ReplyTimeout.", "integer"),
            ],
            Body = typeof(Wire.Envelope),
            Data = typeof(MessageData),
            BareData = typeof(BareMessageData),
            Statuses = [200, 202, 207],
            Problems = [403, 422, 423],
            Examples =
            [
                new("A bare body of an older client", Waiting, 200, Bare),
                new("The standard request envelope", Waiting, 200, Enveloped),
                new("Another constitution", Waiting, 400, WrongHash),
            ],
        },
        new("POST", Accepting, AcceptAsync, "Sends a message and answers as soon as it is stored, or held for people to decide on.")
        {
            Parameters = [ApiParameter.Header(KeyHeader, "Names the message over retries; within 10 minutes the same message under the same key is delivered once.")],
            Body = typeof(Wire.Envelope),
            Data = typeof(MessageData),
            Statuses = [202, 207],
            Problems = [403, 422, 423],
            Examples =
            [
                new("To a channel", Accepting, 202, Enveloped),
                new("To an agent, as a bare body", Accepting, 202, Bare),
                new("Another constitution", Accepting, 400, WrongHash),
            ],
        },
    ];

    private async Task<ApiAnswer> SendAndWaitAsync(ApiCall call)
    {
        var byDefault = (int)call.Options.ReplyTimeout.TotalMilliseconds;
        var most = (int)call.Options.MaxReplyTimeout.TotalMilliseconds;
        if (call.Number(TimeoutParameter, byDefault, 0, most) is not { } timeout)
        {
            return ApiAnswer.Invalid($"The parameter {TimeoutParameter} must be 0 to {most}.");
        }

        return await SendAsync(call, TimeSpan.FromMilliseconds(timeout), StatusCodes.Status200OK);
    }

    private Task<ApiAnswer> AcceptAsync(ApiCall call) => SendAsync(call, TimeSpan.Zero, StatusCodes.Status202Accepted);

    private async Task<ApiAnswer> SendAsync(ApiCall call, TimeSpan wait, int delivered)
    {
        var findings = new JsonFindings();
        var given = EnvelopeJson.Read(call.Request.Data, findings);
        if (call.Take(findings) is { } unreadable)
        {
            return unreadable;
        }

        if (call.Header(KeyHeader) is { } key)
        {
            if (given.IdempotencyKey.Length > 0 && given.IdempotencyKey != key)
            {
                return ApiAnswer.Invalid($"The header {KeyHeader} and the field idempotency_key differ; send one of them.");
            }

            given.IdempotencyKey = key;
        }

        given.Protocol = HttpAdapter.Name;
        var audit = call.Request.AuditRequired ? await BeginAuditAsync(call, given) : null;
        if (audit is { IsOk: false })
        {
            return audit.Refusal;
        }

        var envelope = OutgoingEnvelope.Complete(given, call.Principal.Agent, call.Request.Hash, call.Now);
        _counts.AddReceived(1);
        var sent = await MessageExchange.SendAsync(call.Caller.RunAsync, envelope, wait, call.Time, call.Aborted);
        if (!sent.IsOk)
        {
            return sent.Refusal;
        }

        _counts.AddDelivered(sent.Value.Reply is null ? 0 : 1);
        var answer = Answer(call, sent.Value, delivered);
        return audit is { IsOk: true } && answer.Refusal is null ? answer with { AuditId = await AuditAsync(call, audit.Value, sent.Value.Receipt) } : answer;
    }

    private Task<Result<AuditStart>> BeginAuditAsync(ApiCall call, Wire.Envelope envelope)
    {
        var channel = AuditWait.ChannelOf(envelope.Room, envelope.Channel, envelope.Target, envelope.ToAgent.Length > 0 || envelope.Recipients.Count > 0);
        return audits.BeginAsync(
            call.Principal.Agent.Tenant,
            channel is { } named ? [named] : [],
            name => call.Caller.RunAsync(session => cluster.GetGrain<IAgentRooms>(session.Key.GrainKey).DescribeChannelAsync(new ChannelRequest(session.Token, name))));
    }

    /// <summary>The entry of the decision; null, with a warning, where it is not there in time.</summary>
    private async Task<string?> AuditAsync(ApiCall call, AuditStart start, Receipt receipt)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var gone = call.Aborted.Register(over.SetResult);
        if ((await audits.NoteAsync(start, call.Principal.Agent, [receipt], over.Task))[0].AuditId is { Length: > 0 } id)
        {
            return id;
        }

        call.Warn(ApiWarning.AuditPending);
        return null;
    }

    private static ApiAnswer Answer(ApiCall call, MessageExchange sent, int delivered)
    {
        var receipt = sent.Receipt;
        var reachedSome = receipt.Recipients.Any(static one => one.Outcome != Outcome.Refused);
        if (receipt.Outcome == Outcome.Refused && !reachedSome)
        {
            return new Refusal(receipt.Code, receipt.Reason, receipt.RetryAfter);
        }

        if (sent.Waited > TimeSpan.Zero)
        {
            call.Warn(ApiWarning.NoReply(sent.Waited));
        }

        var data = MessageData.Of(sent, call.Now);
        return new ApiAnswer
        {
            Data = data,
            Bare = call.Request.IsBare && delivered == StatusCodes.Status200OK ? BareMessageData.Of(data) : null,
            Status = receipt.Outcome switch
            {
                Outcome.Held => StatusCodes.Status202Accepted,
                Outcome.Refused => StatusCodes.Status207MultiStatus,
                _ => delivered,
            },
            Location = LocationOf(receipt),
        };
    }

    private static string LocationOf(Receipt receipt) =>
        receipt.Outcome == Outcome.Held ? Cases + receipt.CaseId
        : receipt.Position.Sequence > 0 && receipt.Agent.Length == 0 && receipt.Recipients.IsDefaultOrEmpty && receipt.Room.Length > 0
            ? HistoryApi.PlaceOf(receipt.Room, receipt.Channel, receipt.Position)
        : "";
}
