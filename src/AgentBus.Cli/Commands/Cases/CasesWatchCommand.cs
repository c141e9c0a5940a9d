using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Cases;

/// <summary>agentbus cases watch: what waits, and then what happens to it, until Ctrl-C.</summary>
internal sealed class CasesWatchCommand : ExampleCommand
{
    private const string Watch = "api/v1/cases/watch";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Option<int?> _limit = Parsing.Number("--limit", "-l", "Ends after so many lines.", 1, int.MaxValue);
    private readonly Option<OutputFormat?> _output = OutputSymbols.CreateForStream();

    public CasesWatchCommand(CommandSurroundings surroundings)
        : base(
            "watch",
            "Prints the cases that wait and that you may see, and then each change of a case, a line each, until Ctrl-C. It goes on where it was when the connection is lost.",
            "agentbus cases watch --token-file ann.token",
            "agentbus cases watch --output json | jq -r 'select(.case.state == \"open\") | .case.case_id'")
    {
        _surroundings = surroundings;
        Add(_limit);
        Add(_output);
        _connection.AddTo(this);
        SetAction(WatchAsync);
    }

    private async Task<int> WatchAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var left = parsed.GetValue(_limit) ?? int.MaxValue;
        var isJson = OutputSymbols.IsJson(parsed.GetValue(_output), _surroundings);
        string? last = null;
        try
        {
            while (true)
            {
                // A credential in a file is read anew with each connection, so watching outlives a token.
                using var http = new BusHttp(_connection.Url(parsed, _surroundings), _connection.Credential(parsed, _surroundings), _connection.Patience(parsed));
                try
                {
                    await foreach (var one in http.EventsAsync(Watch, last, cancellationToken))
                    {
                        last = one.Id.Length > 0 ? one.Id : last;
                        await foreach (var line in LinesAsync(http, one, isJson, cancellationToken))
                        {
                            _surroundings.Output.WriteLine(line);
                            if (--left == 0)
                            {
                                return ExitCodes.Done;
                            }
                        }
                    }
                }
                catch (CommandFailure lost) when (lost.IsPassing && last is not null)
                {
                    // It was there before, and will be again.
                }

                // Whatever ended it, what is wrong for good is said when it is asked again; the pause keeps a bus that is away from being asked without end.
                await Task.Delay(Pause, _surroundings.Clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Done;
        }
    }

    private static async IAsyncEnumerable<string> LinesAsync(
        BusHttp http, BusEvent one, bool isJson, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        switch (one.Name)
        {
            case "case":
                yield return Line(one.Data, isJson);
                break;
            case "list":
                await foreach (var listed in http.ListAsync(new QueryText("api/v1/cases"), "cases", "case_id", cancellationToken))
                {
                    yield return Line(new JsonObject { ["case"] = listed.DeepClone(), ["entries"] = new JsonArray() }, isJson);
                }

                break;
        }
    }

    private static string Line(JsonObject changed, bool isJson)
    {
        if (!isJson)
        {
            return CaseView.ToLine((JsonObject)changed["case"]!, (changed["entries"] as JsonArray ?? []).OfType<JsonObject>());
        }

        using var line = new StringWriter();
        JsonOutput.WriteLine(line, changed);
        return line.ToString().TrimEnd();
    }
}
