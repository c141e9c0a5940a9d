using System.CommandLine;
using System.Reflection;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Rendering;
using AgentBus.Client;

namespace AgentBus.Cli.Commands.State;

/// <summary>agentbus version: that of this tool, and of a bus (SDK-04).</summary>
internal sealed class VersionCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public VersionCommand(CommandSurroundings surroundings)
        : base(
            "version",
            $"Prints the version of this tool, and where a bus is named, by --url or ${ConnectionSymbols.UrlVariable}, that of the bus.",
            "agentbus version",
            "agentbus version --http-url http://127.0.0.1:8080 --output json")
    {
        _surroundings = surroundings;
        Add(_output);
        _connection.AddAddressTo(this);
        SetAction(PrintAsync);
    }

    private async Task<int> PrintAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var versions = new JsonObject
        {
            ["agentbus"] = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            ["constitutional_hash"] = AgentBusOptions.DefaultConstitutionalHash,
        };
        if (_connection.GivenUrl(parsed, _surroundings) is { } url)
        {
            using var http = new BusHttp(url, credential: null, _connection.Patience(parsed));
            var (_, body, _) = await http.AskAsync("health", cancellationToken);
            var health = body as JsonObject ?? throw new CommandFailure($"{url}health did not answer as an AgentBus does.");
            versions["server"] = health["version"]?.DeepClone();
            versions["server_constitutional_hash"] = health["constitutional_hash"]?.DeepClone();
        }

        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            JsonOutput.Write(_surroundings.Output, versions);
        }
        else
        {
            ObjectTable.WriteMembers(_surroundings.Output, versions);
        }

        return ExitCodes.Done;
    }
}
