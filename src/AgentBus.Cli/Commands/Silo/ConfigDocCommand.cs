using System.CommandLine;
using AgentBus.Cli.Serving;

namespace AgentBus.Cli.Commands.Silo;

/// <summary>agentbus config doc: the reference of all settings.</summary>
internal sealed class ConfigDocCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly Option<bool> _schema = new("--schema") { Description = "The JSON schema of appsettings.json instead, for editors." };

    public ConfigDocCommand(CommandSurroundings surroundings)
        : base("doc", "Prints the reference of all settings, in Markdown.", "agentbus config doc > configuration.md", "agentbus config doc --schema > appsettings.schema.json")
    {
        _surroundings = surroundings;
        Add(_schema);
        SetAction(PrintAsync);
    }

    private async Task<int> PrintAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var answer = await _surroundings.Silo.AskAsync([parsed.GetValue(_schema) ? "--config-schema" : "--config-doc"], cancellationToken);
        _surroundings.Output.Write(answer.Output);
        _surroundings.Error.Write(answer.Error);
        return SiloExecutable.ExitCodeFor(answer.Code);
    }
}
