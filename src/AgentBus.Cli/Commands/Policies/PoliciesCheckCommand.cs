using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Policies;

/// <summary>agentbus policies check: what the agent of the credential may do. It asks over HTTP, so that the agent's own socket stays open.</summary>
internal sealed class PoliciesCheckCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Option<string?> _action = new("--action") { Description = "What the call would do, such as deploy.", HelpName = "NAME" };
    private readonly Option<string?> _tool = new("--tool") { Description = "The tool that it would use.", HelpName = "NAME" };
    private readonly Option<Destination?> _to = new("--to")
    {
        Description = "Where it would go: ROOM:CHANNEL, or @AGENT; the agent itself if not given.",
        HelpName = "TARGET",
        CustomParser = static result => Destination.TryRead(result.Tokens[0].Value) ?? Parsing.Refuse<Destination>(result, $"'{result.Tokens[0].Value}' is neither ROOM:CHANNEL nor @AGENT."),
    };

    private readonly Option<string?> _type = new("--type") { Description = "What it would be for, such as query; command if not given.", HelpName = "TYPE" };
    private readonly Option<string?> _text = new("--text") { Description = "What it would say.", HelpName = "TEXT" };
    private readonly Option<string?> _environment = new("--environment") { Description = "What it would be used on, such as production.", HelpName = "NAME" };
    private readonly Option<JsonObject?> _payload = new("--payload") { Description = "Its payload, a JSON object.", HelpName = "JSON", CustomParser = static result => ReadPayload(result) };
    private readonly Option<string?> _operation = new("--operation") { Description = "An operation of the bus instead of a call, such as create_channel; --to names the channel.", HelpName = "NAME" };
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public PoliciesCheckCommand(CommandSurroundings surroundings)
        : base(
            "check",
            "Tells what would become of a call of a tool, of a message, or of an operation of the bus, if this agent tried. Nothing is sent, stored or counted by it. The exit code is 1 unless it is allowed.",
            "agentbus policies check --tool kubectl --action deploy --environment production --token-file robot-1.token",
            "agentbus policies check --to @critic --type query",
            "agentbus policies check --operation create_channel --to science:review")
    {
        _surroundings = surroundings;
        foreach (var option in (Option[])[_action, _tool, _to, _type, _text, _environment, _payload, _operation, _output])
        {
            Add(option);
        }

        _connection.AddTo(this);
        SetAction(CheckAsync);
    }

    private Task<int> CheckAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var question = new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output));
        var to = parsed.GetValue(_to);
        return parsed.GetValue(_operation) is { } operation
            ? question.JudgeAsync(new QueryText($"api/v1/policy/operations/{Uri.EscapeDataString(operation)}").With("room", to?.Room).With("channel", to?.Channel), null, IsAllowed, cancellationToken)
            : question.JudgeAsync(new QueryText("api/v1/policy/check"), Call(parsed, to), IsAllowed, cancellationToken);
    }

    private JsonObject Call(ParseResult parsed, Destination? to)
    {
        var payload = parsed.GetValue(_payload) ?? [];
        if (parsed.GetValue(_environment) is { } environment)
        {
            if (payload["target"] is not JsonObject used)
            {
                payload["target"] = used = [];
            }

            used["environment"] = environment;
        }

        (string Name, JsonNode? Value)[] members =
        [
            ("action", parsed.GetValue(_action)),
            ("tool", parsed.GetValue(_tool)),
            ("to_agent", to?.Agent is { Length: > 0 } agent ? agent : null),
            ("room", to?.Room is { Length: > 0 } room ? room : null),
            ("channel", to?.Channel is { Length: > 0 } channel ? channel : null),
            ("message_type", parsed.GetValue(_type)),
            ("content", parsed.GetValue(_text) is { } text ? new JsonObject { ["text"] = text } : null),
            ("payload", payload.Count > 0 ? payload : null),
        ];
        return new JsonObject(members.Where(static member => member.Value is not null).Select(static member => KeyValuePair.Create(member.Name, member.Value)));
    }

    private static bool IsAllowed(JsonObject answer) => (string?)answer["outcome"] == "allowed";

    private static JsonObject? ReadPayload(System.CommandLine.Parsing.ArgumentResult result)
    {
        try
        {
            if (JsonNode.Parse(result.Tokens[0].Value) is JsonObject payload)
            {
                return payload;
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        return Parsing.Refuse<JsonObject>(result, "--payload is a JSON object.");
    }
}
