using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Commands;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Connecting;

/// <summary>One question of a command about one case, and the case printed as it is then.</summary>
internal sealed class CaseQuestion(CommandSurroundings surroundings, ConnectionSymbols connection, ParseResult parsed, OutputFormat? format)
{
    /// <summary>Shows it.</summary>
    public Task<int> ShowAsync(string caseId, CancellationToken cancellationToken) =>
        AskAsync(http => http.GetAsync(PathOf(caseId), cancellationToken));

    /// <summary>Does something with it.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="what">What.</param>
    /// <param name="body">The data that it takes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="write">Prints the answer for people; null: it is the case.</param>
    public Task<int> DoAsync(string caseId, string what, JsonObject body, CancellationToken cancellationToken, Action<TextWriter, JsonObject>? write = null) =>
        AskAsync(http => http.PostAsync($"{PathOf(caseId)}/{what}", body, cancellationToken), write);

    private async Task<int> AskAsync(Func<BusHttp, Task<JsonObject>> ask, Action<TextWriter, JsonObject>? write = null)
    {
        using var http = new BusHttp(connection.Url(parsed, surroundings), connection.Credential(parsed, surroundings), connection.Patience(parsed));
        var answer = await ask(http);
        foreach (var warning in (answer["warnings"] as JsonArray ?? []).OfType<JsonObject>())
        {
            surroundings.Error.WriteLine(TerminalText.OnOneLine($"warning: {warning["message"]} ({warning["code"]})"));
        }

        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(surroundings.Output, answer["data"]!);
        }
        else
        {
            (write ?? CaseView.Write)(surroundings.Output, (JsonObject)answer["data"]!);
        }

        return ExitCodes.Done;
    }

    private static string PathOf(string caseId) => $"api/v1/cases/{caseId}";
}
