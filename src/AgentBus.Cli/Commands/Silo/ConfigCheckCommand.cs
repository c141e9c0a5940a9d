using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Rendering;
using AgentBus.Cli.Serving;

namespace AgentBus.Cli.Commands.Silo;

/// <summary>agentbus config check: whether a silo could start.</summary>
internal sealed class ConfigCheckCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly Option<bool> _strict = new("--strict") { Description = "Nothing may be unknown." };
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public ConfigCheckCommand(CommandSurroundings surroundings)
        : base(
            "check",
            "Looks whether a silo could start as it is configured here, without starting it, and says what is wrong or stands out. The switches of agentbus serve are taken. The exit code is 1 if it could not.",
            "agentbus config check --environment Production --config /etc/agentbus/production.json",
            "agentbus config check --strict --AgentBus:Gateway:MaxBatch 100 --output json")
    {
        _surroundings = surroundings;
        TreatUnmatchedTokensAsErrors = false;
        Add(_strict);
        Add(_output);
        SetAction(CheckAsync);
    }

    private async Task<int> CheckAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string[] switches = parsed.GetValue(_strict) ? ["--config-check", "--strict"] : ["--config-check"];
        var answer = await _surroundings.Silo.AskAsync([.. switches, .. parsed.UnmatchedTokens], cancellationToken);
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            JsonOutput.Write(_surroundings.Output, new JsonObject
            {
                ["valid"] = answer.IsOk, ["warnings"] = new JsonArray([.. answer.Warnings]), ["problem"] = answer.IsOk ? null : answer.Problem,
            });
        }
        else
        {
            _surroundings.Output.Write(answer.Output);
            _surroundings.Error.Write(answer.Error);
        }

        return SiloExecutable.ExitCodeFor(answer.Code);
    }
}
