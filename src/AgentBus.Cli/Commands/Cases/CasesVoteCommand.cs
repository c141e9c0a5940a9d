using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Credentials;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Cli.Commands.Cases;

/// <summary>agentbus cases vote: looks at the case, signs the vote here, and casts it. The private key stays where it is.</summary>
internal sealed class CasesVoteCommand : ExampleCommand
{
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(5);

    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<string> _case = Destination.NameArgument("CASE", "The case, as the receipt names it.");
    private readonly Argument<string> _vote = new Argument<string>("VOTE") { Description = "What you say." }.AcceptOnlyFromAmong("approve", "reject", "abstain");
    private readonly Option<string> _reason = new("--reason") { Description = "Why; it is signed with the vote.", DefaultValueFactory = static _ => "" };
    private readonly Option<string?> _key = new("--key") { Description = "Your private key, as keys create makes it; without one the vote is not signed.", HelpName = "FILE" };
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public CasesVoteCommand(CommandSurroundings surroundings)
        : base(
            "vote",
            "Casts your vote on a case, or puts another in its place while the case is open.",
            "agentbus cases vote 3f1c0a9b approve --key ann.key.pem --reason \"version 4.2 was tested\" --token-file ann.token",
            "agentbus cases vote 3f1c0a9b reject --key ann.key.pem")
    {
        _surroundings = surroundings;
        Add(_case);
        Add(_vote);
        foreach (var option in (Option[])[_reason, _key, _output])
        {
            Add(option);
        }

        _connection.AddTo(this);
        SetAction(VoteAsync);
    }

    private async Task<int> VoteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = $"api/v1/cases/{parsed.GetRequiredValue(_case)}";
        var body = new JsonObject { ["vote"] = parsed.GetRequiredValue(_vote), ["reason"] = parsed.GetValue(_reason) };
        if (parsed.GetValue(_key) is { } file)
        {
            using var http = new BusHttp(_connection.Url(parsed, _surroundings), _connection.Credential(parsed, _surroundings), _connection.Patience(parsed));
            var shown = await http.GetAsync(path, cancellationToken);
            Sign(parsed, file, (shown["data"] as JsonObject)!, body);
        }

        return await new CaseQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output)).DoAsync(parsed.GetRequiredValue(_case), "vote", body, cancellationToken);
    }

    private void Sign(ParseResult parsed, string file, JsonObject shown, JsonObject body)
    {
        var token = _connection.Credential(parsed, _surroundings)?.Read() is { } text && TokenText.TryRead(text) is { } read
            ? read
            : throw new CommandFailure("A vote is signed for the person of a token, and there is none; --token-file names it.");
        using var key = ReviewerKeyFile.Read(file);
        if (!CaseNames.TryParse(parsed.GetRequiredValue(_vote), out VoteChoice choice))
        {
            throw new CommandFailure("A vote is approve, reject or abstain.");
        }

        var ballot = new VoteBallot(
            choice,
            parsed.GetValue(_reason) ?? "",
            shown["digest"]!.GetValue<string>(),
            ReviewerKeyFile.NameOf(key),
            "",
            shown["policy_revision"]!.GetValue<long>(),
            _surroundings.Clock.GetUtcNow() + Lasting);
        body["digest"] = ballot.Digest;
        body["policy_revision"] = ballot.PolicyRevision;
        body["key_id"] = ballot.KeyId;
        body["expires"] = VoteText.Time(ballot.Expires);
        body["signature"] = ReviewerKeyFile.Sign(key, VoteText.Of(token.Text("tenant_id"), parsed.GetRequiredValue(_case), token.Text("sub"), ballot));
    }
}
