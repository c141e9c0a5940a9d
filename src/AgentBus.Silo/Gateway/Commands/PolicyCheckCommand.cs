using System.Text.Json;
using AgentBus.Contracts;
using AgentBus.Domain.Access;
using AgentBus.Domain.Admission;
using AgentBus.Model;
using AgentBus.Silo.Http;
using AgentBus.Silo.Json;
using AgentBus.Silo.Policies;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Orleans;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>op.policy.check</c>: what would become of a call or an operation (POL-13, POL-18), as <c>POST /api/v1/policy/check</c> tells it.</summary>
internal sealed class PolicyCheckCommand(IClusterClient cluster, TimeProvider time) : ICommandHandler
{
    private const string Name = "op.policy.check";
    private const int MaxEnvelope = 1_500_000;
    private const int MaxText = 65_536;

    private static readonly Refusal BadEnvelope = new(Code.MessageInvalid, $"{Name}: the argument envelope is no Envelope of the protocol in base64.");
    private static readonly Refusal BadPayload = new(Code.MessageInvalid, $"{Name}: the argument payload is no JSON object.");

    public CommandDescription Description { get; } = new(
        Name, "What would become of a call of a tool, of a message, or of an operation of the bus. Nothing is sent, stored or counted by it, and an agent has as many checks as messages.")
    {
        Arguments =
        [
            new("action", "What it would do, such as `deploy`."),
            new("tool", "The tool that it would use."),
            new("to_agent", "Whom it would go to; where nobody and no channel is named, the agent itself."),
            new("room", "The room that it would go to, or that the operation concerns."),
            new("channel", "The channel that it would go to, or that the operation concerns."),
            CommandArgument.OneOf("message_type", "What it would be for; `command` where absent.", MessageTypes.Keys.Order(StringComparer.Ordinal)),
            new("text", "What it would say.") { MaxLength = MaxText },
            new("payload", "Its payload, a JSON object; `target` in it says what a tool would be used on.") { MaxLength = MaxText },
            new("envelope", "The whole message instead, as Protobuf in base64; what the others say counts before it.") { MaxLength = MaxEnvelope },
            CommandArgument.OneOf("operation", "An operation of the bus instead of a call.", OperationRules.Names),
        ],
        Reply =
        [
            new("outcome", "text", "`allowed`, `held` (people would be asked) or `refused`."),
            new("code", "text", "Why not allowed; empty where it is."),
            new("stage", "text", "The stage of admission that decided; empty where all let it pass."),
            new("reasons", "list", "In words."),
            new("rules", "list", "The rules of policies that brought it about, each as `strategy/rule`."),
            new("deliberation_rule", "text", "The rule by which people would decide; empty: nobody would be asked."),
            new("impact_score", "number", "0 to 1; absent: it was not scored."),
            new("ehi_score", "number", "0 to 1; absent: it was not scored."),
            new("findings", "list", "What inspection found."),
            new("redacted", "flag", "It would go without what inspection takes out."),
            new("duplicate", "flag", "It was sent before under the same key, and would get its first receipt."),
            new("missed", "list", "Of several receivers those who would not get it: `agent_id`, `code`, `reason`."),
            new("retry_after_ms", "number", "When to try again, in milliseconds; 0: no advice."),
            new("revision", "text", "The revision of the tenant's settings that decided."),
        ],
        PerMinute = 600,
        Example = """{"action": "deploy", "tool": "kubectl", "payload": "{\"target\": {\"environment\": \"production\"}}"}""",
    };

    private static Dictionary<string, Wire.MessageType> MessageTypes { get; } = System.Enum.GetValues<Wire.MessageType>()
        .Where(static type => type != Wire.MessageType.Unspecified)
        .ToDictionary(static type => Domain.Codes.SnakeCase.Of(type.ToString()), StringComparer.Ordinal);

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        if (context["operation"] is { Length: > 0 } operation)
        {
            return Answer(await cluster.GetGrain<IAgentChecks>(context.Agent).CheckOperationAsync(new OperationCheckRequest(context.Session, operation, context.Channel)));
        }

        var call = Read(context);
        return call.IsOk
            ? Answer(await CheckedCall.AskAsync(cluster, context.Principal.Agent, context.Session, call.Value, Constitution.Hash, time.GetUtcNow()))
            : call.Refusal;
    }

    private static Result<Wire.Envelope> Read(CommandContext context)
    {
        var call = new Wire.Envelope();
        try
        {
            call.MergeFrom(Convert.FromBase64String(context["envelope"]));
        }
        catch (Exception fault) when (fault is FormatException or InvalidProtocolBufferException)
        {
            return BadEnvelope;
        }

        call.Action = Or(context["action"], call.Action);
        call.Tool = Or(context["tool"], call.Tool);
        call.ToAgent = Or(context["to_agent"], call.ToAgent);
        call.Room = Or(context["room"], call.Room);
        call.Channel = Or(context["channel"], call.Channel);
        call.MessageType = MessageTypes.GetValueOrDefault(context["message_type"], call.MessageType);
        call.Content = context["text"] is { Length: > 0 } text ? new Wire.Content { Text = text } : call.Content;
        return context["payload"].Length == 0 || TakePayload(call, context["payload"]) ? call : BadPayload;
    }

    private static bool TakePayload(Wire.Envelope call, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonLimits.OwnDepth });
            var findings = new JsonFindings();
            call.Payload = StructJson.Read(document.RootElement, findings, "payload");
            return findings.Defect.Length == 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Result<CommandResult> Answer(Result<PolicyCheck> check)
    {
        if (!check.IsOk)
        {
            return check.Refusal;
        }

        var data = PolicyCheckData.Of(check.Value);
        var result = CommandResult.Of(
            ("outcome", CommandValues.Text(data.Outcome)),
            ("code", CommandValues.Text(data.Code ?? "")),
            ("stage", CommandValues.Text(data.Stage ?? "")),
            ("reasons", CommandValues.List(data.Reasons)),
            ("rules", CommandValues.List(data.Rules)),
            ("deliberation_rule", CommandValues.Text(data.DeliberationRule ?? "")),
            ("findings", CommandValues.List(data.Findings)),
            ("redacted", CommandValues.Flag(data.Redacted)),
            ("duplicate", CommandValues.Flag(data.Duplicate)),
            ("missed", CommandValues.List(data.Missed.Select(static one => CommandValues.Object(
                ("agent_id", CommandValues.Text(one.AgentId)), ("code", CommandValues.Text(one.Code)), ("reason", CommandValues.Text(one.Reason)))))),
            ("retry_after_ms", CommandValues.Number(data.RetryAfterMs)),
            ("revision", CommandValues.Text($"{data.Revision}")));
        AddScore(result.Data, "impact_score", data.ImpactScore);
        AddScore(result.Data, "ehi_score", data.EhiScore);
        return result;
    }

    private static void AddScore(Struct data, string name, double? score)
    {
        if (score is { } value)
        {
            data.Fields[name] = CommandValues.Number(value);
        }
    }

    private static string Or(string given, string otherwise) => given.Length > 0 ? given : otherwise;
}
