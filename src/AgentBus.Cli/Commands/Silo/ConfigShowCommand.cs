using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Rendering;
using AgentBus.Cli.Serving;

namespace AgentBus.Cli.Commands.Silo;

/// <summary>agentbus config show: the settings in effect and where each comes from.</summary>
internal sealed class ConfigShowCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public ConfigShowCommand(CommandSurroundings surroundings)
        : base(
            "show",
            "Prints the settings in effect and where each comes from; secrets are masked. The switches of agentbus serve are taken.",
            "agentbus config show --environment Production",
            "agentbus config show --output json | jq -r '.[] | select(.origin != \"default\") | .key'")
    {
        _surroundings = surroundings;
        TreatUnmatchedTokensAsErrors = false;
        Add(_output);
        SetAction(ShowAsync);
    }

    private async Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var answer = await _surroundings.Silo.AskAsync(["--config-show", .. parsed.UnmatchedTokens], cancellationToken);
        _surroundings.Error.Write(answer.Error);
        if (answer.IsOk && parsed.GetValue(_output) == OutputFormat.Json)
        {
            JsonOutput.Write(_surroundings.Output, new JsonArray(
                [.. SiloSetting.ReadAll(answer.Output).Select(static setting => new JsonObject { ["key"] = setting.Key, ["value"] = setting.Value, ["origin"] = setting.Origin })]));
        }
        else
        {
            _surroundings.Output.Write(answer.Output);
        }

        return SiloExecutable.ExitCodeFor(answer.Code);
    }
}
