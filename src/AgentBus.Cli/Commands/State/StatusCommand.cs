using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.State;

/// <summary>agentbus status: how a bus is (SDK-04, OBS-13).</summary>
internal sealed class StatusCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public StatusCommand(CommandSurroundings surroundings)
        : base(
            "status",
            $"Prints the health of a bus, and with --admin-url (or ${ConnectionSymbols.AdminUrlVariable}) and an operator's credential how busy it is. The exit code is 1 if it is not healthy or takes no work.",
            "agentbus status",
            "agentbus status --http-url https://bus.example.org --output json",
            "agentbus status --admin-url http://127.0.0.1:9090 --token-file operator.token")
    {
        _surroundings = surroundings;
        Add(_output);
        _connection.AddTo(this);
        _connection.AddAdminTo(this);
        SetAction(AskAsync);
    }

    private async Task<int> AskAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var http = new BusHttp(_connection.Url(parsed, _surroundings), credential: null, _connection.Patience(parsed));
        var (isHealthy, body, _) = await http.AskAsync("health", cancellationToken);
        var (isReady, _, _) = await http.AskAsync("ready", cancellationToken);
        if (body is not JsonObject status)
        {
            throw new CommandFailure($"{_connection.Url(parsed, _surroundings)}health did not answer as an AgentBus does.");
        }

        status["ready"] = isReady;
        if (_connection.GivenAdminUrl(parsed, _surroundings) is { } internalUrl && (_connection.NamesAdminUrl(parsed) || _connection.GivenCredential(parsed, _surroundings) is not null))
        {
            using var operators = new BusHttp(internalUrl, _connection.Credential(parsed, _surroundings), _connection.Patience(parsed));
            foreach (var (name, value) in (await operators.GetAsync("admin/stats", cancellationToken))["data"] as JsonObject ?? [])
            {
                status[name] = value?.DeepClone();
            }
        }

        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            JsonOutput.Write(_surroundings.Output, status);
        }
        else
        {
            ObjectTable.WriteMembers(_surroundings.Output, status);
        }

        return isHealthy && isReady ? ExitCodes.Done : ExitCodes.Failed;
    }
}
