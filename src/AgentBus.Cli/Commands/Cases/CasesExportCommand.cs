using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Credentials;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Cases;

/// <summary>agentbus cases export: cases with their votes, each vote with all that proves it (DEL-04).</summary>
internal sealed class CasesExportCommand : ExampleCommand
{
    private static readonly string?[] Everything = [null, "delivered", "rejected", "expired", "cancelled", "refused"];

    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<string[]> _cases = new("CASE") { Description = "The cases; all that you may see if none is given.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _state = new Option<string?>("--state") { Description = "Those that stand here." }
        .AcceptOnlyFromAmong("open", "delivering", "granted", "delivered", "rejected", "expired", "cancelled", "refused");

    private readonly Option<string?> _sender = new("--sender") { Description = "Those of this agent.", HelpName = "AGENT" };

    public CasesExportCommand(CommandSurroundings surroundings)
        : base(
            "export",
            "Prints cases as JSON Lines, one a line, with the votes of their last round: each vote with the text that was signed, the signature as openssl takes it, and the key.",
            "agentbus cases export --state delivered --token-file ann.token > decided.jsonl",
            "agentbus cases export 3f1c0a9b | jq -r '.votes[0].text' | tr -d '\\n' > vote.json")
    {
        _surroundings = surroundings;
        Add(_cases);
        Add(_state);
        Add(_sender);
        _connection.AddTo(this);
        SetAction(ExportAsync);
    }

    private async Task<int> ExportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var credential = _connection.Credential(parsed, _surroundings);
        using var http = new BusHttp(_connection.Url(parsed, _surroundings), credential, _connection.Patience(parsed));
        using var progress = new ProgressLine(_surroundings, "cases");
        var keys = await KeysAsync(http, cancellationToken);
        await foreach (var caseId in IdsAsync(http, parsed, cancellationToken))
        {
            var shown = await http.GetAsync($"api/v1/cases/{caseId}", cancellationToken);
            JsonOutput.WriteLine(_surroundings.Output, ExportedCase.Of((JsonObject)shown["data"]!, BusCredential.TenantOf(credential.Read()), keys));
            progress.Step();
        }

        return ExitCodes.Done;
    }

    private async IAsyncEnumerable<string> IdsAsync(BusHttp http, ParseResult parsed, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_cases) is { Length: > 0 } named)
        {
            foreach (var caseId in named)
            {
                yield return caseId;
            }

            yield break;
        }

        foreach (var state in parsed.GetValue(_state) is { } one ? [one] : Everything)
        {
            var query = new QueryText("api/v1/cases").With("state", state).With("sender", parsed.GetValue(_sender)).With("limit", "200");
            await foreach (var listed in http.ListAsync(query, "cases", "case_id", cancellationToken))
            {
                yield return (string)listed["case_id"]!;
            }
        }
    }

    /// <summary>The public keys by their names; none where the caller may not see them: senders may not.</summary>
    private static async Task<Dictionary<string, string>> KeysAsync(BusHttp http, CancellationToken cancellationToken)
    {
        var (isSuccess, body, _) = await http.AskAsync("api/v1/reviewer-keys", cancellationToken);
        return isSuccess && body?["data"]?["keys"] is JsonArray keys
            ? keys.OfType<JsonObject>().ToDictionary(static key => (string)key["key_id"]!, static key => (string)key["public_key"]!, StringComparer.Ordinal)
            : [];
    }
}
