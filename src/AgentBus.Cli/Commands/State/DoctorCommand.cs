using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Examination;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.State;

/// <summary>agentbus doctor: what is wrong with this installation, and what to do.</summary>
internal sealed class DoctorCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public DoctorCommand(CommandSurroundings surroundings)
        : base(
            "doctor",
            "Looks at this installation (silo, runtime, configuration, ports, data directory, disk, keys, certificate) and at the bus (reachable, constitution, clock, credential), and says what is wrong and what to do. The switches of agentbus serve are taken. The exit code is 1 if something does not work.",
            "agentbus doctor --environment Development",
            "agentbus doctor --config /etc/agentbus/production.json --token-file robot-1.token",
            "agentbus doctor --url https://bus.example.org --output json | jq '.[] | select(.level != \"ok\")'")
    {
        _surroundings = surroundings;
        TreatUnmatchedTokensAsErrors = false;
        Add(_output);
        _connection.AddTo(this);
        SetAction(ExamineAsync);
    }

    private async Task<int> ExamineAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var examination = new InstallationExamination(
            _surroundings, parsed.UnmatchedTokens, _connection.GivenUrl(parsed, _surroundings), _connection.GivenCredential(parsed, _surroundings), _connection.Patience(parsed));
        var isJson = parsed.GetValue(_output) == OutputFormat.Json;
        var findings = new List<Finding>();
        await foreach (var finding in examination.RunAsync(cancellationToken))
        {
            findings.Add(finding);
            if (!isJson)
            {
                Print(finding);
            }
        }

        if (isJson)
        {
            JsonOutput.Write(_surroundings.Output, new JsonArray([.. findings.Select(ToJson)]));
        }
        else
        {
            var (wrong, warnings) = (findings.Count(static f => f.Level == FindingLevel.Wrong), findings.Count(static f => f.Level == FindingLevel.Warning));
            _surroundings.Output.WriteLine(wrong + warnings == 0 ? "Nothing is wrong." : $"{wrong} wrong, {warnings} to look at.");
        }

        return findings.Exists(static finding => finding.Level == FindingLevel.Wrong) ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static JsonObject ToJson(Finding finding) => new()
    {
        ["subject"] = finding.Subject, ["level"] = Word(finding), ["says"] = finding.Says, ["remedy"] = finding.Remedy.Length > 0 ? finding.Remedy : null,
    };

    private static string Word(Finding finding) => finding.Level.ToString().ToLowerInvariant();

    private void Print(Finding finding)
    {
        _surroundings.Output.WriteLine(TerminalText.OnOneLine($"{Word(finding),-8}{finding.Subject}: {finding.Says}"));
        if (finding.Remedy.Length > 0)
        {
            _surroundings.Output.WriteLine(TerminalText.OnOneLine($"        -> {finding.Remedy}"));
        }
    }
}
