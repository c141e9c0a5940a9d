using System.CommandLine;
using AgentBus.Cli.Commands;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Rendering;
using AgentBus.Domain.Audit;

namespace AgentBus.Cli.Ledgers;

/// <summary>The options by which commands choose entries of a ledger.</summary>
internal sealed class AuditSymbols
{
    private readonly Option<DateTimeOffset?> _since = Parsing.Time("--from", "Of this time or later.");
    private readonly Option<DateTimeOffset?> _until = Parsing.Time("--until", "Before this time.");
    private readonly Option<string?> _agent = new("--agent", "-a") { Description = "What this agent caused, got into its inbox, or is about.", HelpName = "AGENT" };
    private readonly Option<string?> _room = new("--room") { Description = "What lies or lay in this room.", HelpName = "ROOM" };
    private readonly Option<string?> _channel = new("--channel") { Description = "What lies or lay in this channel of the room.", HelpName = "CHANNEL" };
    private readonly Option<string?> _code = new("--code") { Description = "What has this code (docs/codes.md).", HelpName = "CODE" };
    private readonly Option<string?> _kind = new("--kind") { Description = "Entries of this kind, such as delivered, refused, registered, settings_changed.", HelpName = "KIND" };
    private readonly Option<string?> _decision = new Option<string?>("--decision")
    {
        Description = $"What was decided so or became so: {string.Join(", ", AuditDecisions.All)}.",
        HelpName = "DECISION",
        CustomParser = static result => AuditDecisions.All.Contains(result.Tokens[0].Value)
            ? result.Tokens[0].Value
            : Parsing.Refuse<string?>(result, $"--decision is one of {string.Join(", ", AuditDecisions.All)}."),
    }.WithCompletions([.. AuditDecisions.All]);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_since, _until, _agent, _room, _channel, _code, _decision, _kind])
        {
            command.Add(option);
        }
    }

    public AuditFilter Filter(ParseResult parsed) => new()
    {
        Since = parsed.GetValue(_since),
        Until = parsed.GetValue(_until),
        Agent = parsed.GetValue(_agent) ?? "",
        Room = parsed.GetValue(_room) ?? "",
        Channel = parsed.GetValue(_channel) ?? "",
        Code = parsed.GetValue(_code) ?? "",
        Decision = parsed.GetValue(_decision) ?? "",
        Kind = parsed.GetValue(_kind) ?? "",
    };

    public QueryText Query(ParseResult parsed) => new QueryText("api/v1/audit")
        .With("since", Text(parsed.GetValue(_since))).With("until", Text(parsed.GetValue(_until)))
        .With("agent", parsed.GetValue(_agent)).With("room", parsed.GetValue(_room)).With("channel", parsed.GetValue(_channel))
        .With("code", parsed.GetValue(_code)).With("decision", parsed.GetValue(_decision)).With("kind", parsed.GetValue(_kind));

    private static string? Text(DateTimeOffset? time) => time is { } given ? DeliveryView.Time(given) : null;
}
