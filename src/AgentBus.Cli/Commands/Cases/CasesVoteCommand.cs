using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Credentials;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Cli.Commands.Cases;

/// <summary>agentbus cases vote: looks at the case, makes the digest of what it shows, signs the vote here, and casts it. The private key stays where it is.</summary>
internal sealed class CasesVoteCommand : ExampleCommand
{
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(5);

    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<string> _case = Destination.NameArgument("CASE", "The case, as the receipt names it.");
    private readonly Argument<string> _vote = new Argument<string>("VOTE") { Description = "What you say." }.AcceptOnlyFromAmong("approve", "reject", "abstain");
    private readonly Option<string> _reason = new("--reason") { Description = "Why; it is signed with the vote.", DefaultValueFactory = static _ => "" };
    private readonly Option<string?> _key = new("--key") { Description = "Your private key, as keys create makes it; without one the vote is not signed.", HelpName = "FILE" };
    private readonly Option<string?> _digest = new("--digest") { Description = $"The digest that cases show showed you, or its first digits ({SeenDigest.MinDigits} or more): nothing is cast where the case has another by now.", HelpName = "HEX" };
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public CasesVoteCommand(CommandSurroundings surroundings)
        : base(
            "vote",
            "Casts your vote on a case, or puts another in its place while the case is open.",
            "agentbus cases vote 3f1c0a9b approve --digest 5a0d1c77 --key ann.key.pem --reason \"version 4.2 was tested\" --token-file ann.token",
            "agentbus cases vote 3f1c0a9b reject --key ann.key.pem")
    {
        _surroundings = surroundings;
        Add(_case);
        Add(_vote);
        foreach (var option in (Option[])[_reason, _digest, _key, _output])
        {
            Add(option);
        }

        _connection.AddTo(this);
        SetAction(VoteAsync);
    }

    private async Task<int> VoteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!CaseNames.TryParse(parsed.GetRequiredValue(_vote), out VoteChoice choice))
        {
            throw new CommandFailure("A vote is approve, reject or abstain.");
        }

        var body = new JsonObject { ["vote"] = parsed.GetRequiredValue(_vote), ["reason"] = parsed.GetValue(_reason) };
        if (parsed.GetValue(_key) is not null || parsed.GetValue(_digest) is not null)
        {
            using var http = new BusHttp(_connection.Url(parsed, _surroundings), _connection.Credential(parsed, _surroundings), _connection.Patience(parsed));
            var shown = (await http.GetAsync($"api/v1/cases/{parsed.GetRequiredValue(_case)}", cancellationToken))["data"]!.AsObject();
            body["digest"] = SeenDigest.Of(shown, choice, parsed.GetValue(_digest));
            body["policy_revision"] = shown["policy_revision"]!.GetValue<long>();
        }

        if (parsed.GetValue(_key) is { } file)
        {
            Sign(parsed, file, choice, body);
        }

        return await new CaseQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output)).DoAsync(parsed.GetRequiredValue(_case), "vote", body, cancellationToken);
    }

    private void Sign(ParseResult parsed, string file, VoteChoice choice, JsonObject body)
    {
        var token = _connection.Credential(parsed, _surroundings)?.Read() is { } text && TokenText.TryRead(text) is { } read
            ? read
            : throw new CommandFailure("A vote is signed for the person of a token, and there is none; --token-file names it.");
        using var key = ReviewerKeyFile.Read(file);
        var ballot = new VoteBallot(
            choice,
            parsed.GetValue(_reason) ?? "",
            body["digest"]!.GetValue<string>(),
            ReviewerKeyFile.NameOf(key),
            "",
            body["policy_revision"]!.GetValue<long>(),
            _surroundings.Clock.GetUtcNow() + Lasting);
        body["key_id"] = ballot.KeyId;
        body["expires"] = VoteText.Time(ballot.Expires);
        body["signature"] = ReviewerKeyFile.Sign(key, VoteText.Of(token.Text("tenant_id"), parsed.GetRequiredValue(_case), token.Text("sub"), ballot));
    }
}
